extension Diffstat {
    /// One row of `git diff --stat`, in the pieces that a terminal may colour.
    public struct Row: Hashable, Sendable {
        /// Shortened in front to the width of the column, and filled with blanks to it.
        public let name: String
        /// Right-aligned number of changed lines, or `Bin`.
        public let count: String
        /// Lengths of the bar's two parts.
        public let plus: Int
        public let minus: Int
        /// For a binary file: what stands in the bar's place, ` 0 -> 12 bytes`.
        public let note: String

        /// ` name | 12 ++++--`
        public var text: String {
            let bar = String(repeating: "+", count: plus) + String(repeating: "-", count: minus)
            return " \(name) | \(count)" + (bar.isEmpty ? note : " " + bar)
        }
    }

    /// The rows as git lays them out for this width in columns (diff.c, `show_stats`).
    public func rows(width: Int = 80) -> [Row] {
        let names = files.map(\.displayName)
        let layout = StatLayout(files: files, names: names, width: width)
        return zip(files, names).map { layout.row($0, name: $1) }
    }

    /// ` 2 files changed, 3 insertions(+), 1 deletion(-)`; without a file ` 0 files changed`.
    public var shortstat: String {
        Self.shortstat(files: files.count, insertions: insertions, deletions: deletions)
    }

    fileprivate static func shortstat(files: Int, insertions: Int, deletions: Int) -> String {
        var text = " \(files) \(files == 1 ? "file" : "files") changed"
        if files == 0 { return text }
        if insertions > 0 || deletions == 0 {
            text += ", \(insertions) \(insertions == 1 ? "insertion" : "insertions")(+)"
        }
        if deletions > 0 || insertions == 0 {
            text += ", \(deletions) \(deletions == 1 ? "deletion" : "deletions")(-)"
        }
        return text
    }

    /// `insertions<tab>deletions<tab>path`, one line a file; `-` for both counts of a binary file.
    public var numstat: [String] {
        files.map { file in
            switch file.change {
            case .lines(let insertions, let deletions): "\(insertions)\t\(deletions)\t\(file.displayName)"
            case .binary: "-\t-\t\(file.displayName)"
            }
        }
    }
}

/// Git's widths: the longest name, the bar, and how they share what there is.
private struct StatLayout {
    let nameWidth: Int
    let numberWidth: Int
    let graphWidth: Int
    let largest: Int

    init(files: [Diffstat.File], names: [String], width: Int) {
        largest = files.map { $0.insertions + $0.deletions }.max() ?? 0
        let binaryWidth = files.compactMap(\.binaryWidth).max() ?? 0
        let numberWidth = max(String(largest).count, binaryWidth > 0 ? 3 : 0)
        let width = max(width, 16 + 6 + numberWidth)
        var graphWidth = largest + 4 > binaryWidth ? largest : binaryWidth - 4
        var nameWidth = names.map(\.columns).max() ?? 0
        if nameWidth + numberWidth + 6 + graphWidth > width {
            if graphWidth > width * 3 / 8 - numberWidth - 6 { graphWidth = max(6, width * 3 / 8 - numberWidth - 6) }
            if nameWidth > width - numberWidth - 6 - graphWidth {
                nameWidth = width - numberWidth - 6 - graphWidth
            } else {
                graphWidth = width - numberWidth - 6 - nameWidth
            }
        }
        (self.nameWidth, self.numberWidth, self.graphWidth) = (nameWidth, numberWidth, graphWidth)
    }

    func row(_ file: Diffstat.File, name: String) -> Diffstat.Row {
        let name = fitted(name)
        switch file.change {
        case .binary:
            return Diffstat.Row(
                name: name, count: "Bin".leftPadded(to: numberWidth), plus: 0, minus: 0, note: file.binaryNote)
        case .lines(let insertions, let deletions):
            let (plus, minus) = bar(insertions, deletions)
            let count = String(insertions + deletions).leftPadded(to: numberWidth)
            return Diffstat.Row(name: name, count: count, plus: plus, minus: minus, note: "")
        }
    }

    private func bar(_ insertions: Int, _ deletions: Int) -> (Int, Int) {
        guard graphWidth <= largest else { return (insertions, deletions) }
        var total = scaled(insertions + deletions)
        if total < 2, insertions > 0, deletions > 0 { total = 2 }
        if insertions < deletions {
            let plus = scaled(insertions)
            return (plus, total - plus)
        }
        let minus = scaled(deletions)
        return (total - minus, minus)
    }

    /// At least one for anything that is not nothing.
    private func scaled(_ value: Int) -> Int { value == 0 ? 0 : 1 + value * (graphWidth - 1) / largest }

    private func fitted(_ name: String) -> String {
        guard name.columns > nameWidth else { return name + String(repeating: " ", count: nameWidth - name.columns) }
        var tail = Substring(name)
        while String(tail).columns > nameWidth - 3 { tail.removeFirst() }
        if let slash = tail.firstIndex(of: "/") { tail = tail[slash...] }
        let short = "..." + tail
        return short + String(repeating: " ", count: max(0, nameWidth - short.columns))
    }
}

extension Diffstat.File {
    /// Width of ` | Bin 12 -> 345 bytes` after its first part, as git counts it.
    fileprivate var binaryWidth: Int? {
        guard case .binary(let old, let new) = change else { return nil }
        return 14 + String(new ?? 0).count + String(old ?? 0).count
    }

    fileprivate var binaryNote: String {
        guard case .binary(let old?, let new?) = change else { return "" }
        return " \(old) -> \(new) bytes"
    }
}

extension String {
    /// Names beyond ASCII are quoted, so characters are columns.
    fileprivate var columns: Int { count }

    fileprivate func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}

extension PatchSummary {
    /// As `Diffstat.shortstat`.
    public var shortstat: String { Diffstat.shortstat(files: files, insertions: insertions, deletions: deletions) }
}
