import Workbench

/// Two versions of a series as `git range-diff` shows them, with numbers alone where git has commits.
struct RangeDiffListing {
    private let report: RangeDiffReport
    private let paint: Paint
    /// As wide as one more than the number of patches, as in git.
    private let width: Int

    init(report: RangeDiffReport, paint: Paint) {
        (self.report, self.paint) = (report, paint)
        width = String(1 + max(report.rows.count { $0.old != nil }, report.rows.count { $0.new != nil })).count
    }

    func print(withDiffs: Bool) {
        for row in report.rows {
            Output.line(header(of: row))
            if withDiffs, !row.diff.isEmpty { Output.patch(indented(VersionColours(paint: paint).apply(to: row.diff))) }
        }
    }

    private func header(of row: RangeDiffReport.Row) -> String {
        let side = { (side: RangeDiffReport.Side?) in
            (side.map { String($0.number) } ?? "-").padded(to: width, left: false) + ":"
        }
        let subject = (row.old ?? row.new)?.subject ?? ""
        let merge = ((row.new ?? row.old)?.commit?.mergeText).map { " " + $0 } ?? ""
        let text = "\(side(row.old)) \(row.status.mark) \(side(row.new)) \(subject)\(merge)"
        return switch row.status {
        case .equal: text
        case .changed: paint(.yellow, text)
        case .dropped: paint(.red, text)
        case .added: paint(.green, text)
        }
    }

    private func indented(_ text: [UInt8]) -> [UInt8] {
        let indentation = Array("    ".utf8)
        return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
            .flatMap { indentation + $0 + [UInt8(ascii: "\n")] }
    }
}

extension RangeDiffReport.Row.Status {
    fileprivate var mark: String {
        switch self {
        case .equal: "="
        case .changed: "!"
        case .dropped: "<"
        case .added: ">"
        }
    }
}

/// What two versions of a patch make of the files, and where that cannot be told, how their diffs differ.
struct InterdiffListing {
    let report: InterdiffReport
    let paint: Paint

    func print() {
        Output.patch(DiffColours(paint: paint).apply(to: report.diff))
        for file in report.unlike {
            Output.line(
                paint(.yellow, "only the diffs of \(file.path) can be compared, they were made of different contents:"))
            Output.patch(VersionColours(paint: paint).apply(to: file.diff))
        }
    }
}

/// Colours a diff of two patches: only the outer signs count.
struct VersionColours {
    let paint: Paint

    func apply(to diff: [UInt8]) -> [UInt8] {
        guard paint.isOn else { return diff }
        return diff.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast().flatMap { line in
            let style: Paint.Style? =
                switch line.first {
                case UInt8(ascii: "+"): .green
                case UInt8(ascii: "-"): .red
                case UInt8(ascii: "@"): .cyan
                default: nil
                }
            guard let style else { return line + [UInt8(ascii: "\n")] }
            return Array("\u{1B}[\(style.rawValue)m".utf8) + line + Array("\u{1B}[m\n".utf8)
        }
    }
}
