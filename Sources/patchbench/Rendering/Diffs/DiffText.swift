/// A unified diff as lines that know what they are: for a page or a screen.
struct DiffText {
    struct File {
        /// Of the new side, or of the old one where the file goes.
        var path: String
        var lines: [Line]
    }

    struct Line {
        enum Kind { case header, hunk, context, added, removed, note }

        var kind: Kind
        /// Without the `+`, `-` or blank before it.
        var pieces: [WordDiff.Piece]
        var old: Int?
        var new: Int?

        var text: String { pieces.map(\.text).joined() }
    }

    private(set) var files: [File] = []

    /// - Parameter diff: As git writes it, `diff --git` lines included.
    init(_ diff: [UInt8]) {
        var reader = Reader()
        for line in diff.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            reader.read(String(decoding: line, as: UTF8.self))
        }
        files = reader.files.map { File(path: $0.path, lines: Self.marked($0.lines)) }
    }

    /// Lines that were taken away and the ones that came in their place, compared word by word.
    private static func marked(_ lines: [Line]) -> [Line] {
        var lines = lines
        var index = 0
        while index < lines.count {
            let removed = lines[index...].prefix { $0.kind == .removed }.indices
            let added = lines[removed.endIndex...].prefix { $0.kind == .added }.indices
            for (old, new) in zip(removed, added) {
                let words = WordDiff(lines[old].text, lines[new].text)
                (lines[old].pieces, lines[new].pieces) = (words.old, words.new)
            }
            index = max(index + 1, added.endIndex)
        }
        return lines
    }
}

/// Goes through the lines of a diff; the counts of a hunk's header say where it ends.
private struct Reader {
    var files: [DiffText.File] = []
    private var left = (old: 0, new: 0)
    private var next = (old: 0, new: 0)

    mutating func read(_ line: String) {
        if left.old > 0 || left.new > 0 || line.hasPrefix("\\") { return readHunk(line) }
        if let rest = line.wholeMatch(of: /diff --git .* "?b\/(.*?)"?/) {
            files.append(DiffText.File(path: String(rest.1), lines: []))
        } else if let counts = line.prefixMatch(of: /@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/) {
            left = (Int(counts.2 ?? "1") ?? 0, Int(counts.4 ?? "1") ?? 0)
            next = (Int(counts.1) ?? 0, Int(counts.3) ?? 0)
            add(.hunk, line)
        } else if !line.isEmpty, !line.hasPrefix("index "), !line.hasPrefix("--- "), !line.hasPrefix("+++ ") {
            add(.header, line)
        }
    }

    private mutating func readHunk(_ line: String) {
        switch line.first {
        case "+":
            add(.added, String(line.dropFirst()), new: next.new)
            (left.new, next.new) = (left.new - 1, next.new + 1)
        case "-":
            add(.removed, String(line.dropFirst()), old: next.old)
            (left.old, next.old) = (left.old - 1, next.old + 1)
        case "\\": add(.note, line)
        default:
            add(.context, String(line.dropFirst()), old: next.old, new: next.new)
            (left, next) = ((left.old - 1, left.new - 1), (next.old + 1, next.new + 1))
        }
    }

    private mutating func add(_ kind: DiffText.Line.Kind, _ text: String, old: Int? = nil, new: Int? = nil) {
        if files.isEmpty { files.append(DiffText.File(path: "", lines: [])) }
        let pieces = [WordDiff.Piece(text: text, isChanged: false)]
        files[files.count - 1].lines.append(DiffText.Line(kind: kind, pieces: pieces, old: old, new: new))
    }
}
