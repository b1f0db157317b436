/// Colours a unified diff as git does; its bytes stay as they are, since a diff need not be UTF-8.
struct DiffColours {
    let paint: Paint

    func apply(to diff: [UInt8]) -> [UInt8] {
        guard paint.isOn else { return diff }
        var coloured: [UInt8] = []
        var inHunk = false
        for line in diff.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            if line.starts(with: "diff ".utf8) { inHunk = false }
            if line.starts(with: "@@ ".utf8) { inHunk = true }
            guard let style = style(of: line, inHunk: inHunk) else {
                coloured += line + [UInt8(ascii: "\n")]
                continue
            }
            coloured += Array("\u{1B}[\(style.rawValue)m".utf8) + line + Array("\u{1B}[m\n".utf8)
        }
        return coloured
    }

    private func style(of line: ArraySlice<UInt8>, inHunk: Bool) -> Paint.Style? {
        if line.starts(with: "@@ ".utf8) { return .cyan }
        guard inHunk else { return .bold }
        return switch line.first {
        case UInt8(ascii: "+"): .green
        case UInt8(ascii: "-"): .red
        default: nil
        }
    }
}
