/// Columns of text: the first to the left, the others to the right.
struct TextTable {
    var header: [String]
    var rows: [[String]] = []
    var gap = 2

    private func width(of column: Int) -> Int {
        ([header] + rows).map { $0[column].count }.max() ?? 0
    }

    /// The lines, each column as wide as what is in it.
    var lines: [String] {
        let widths = header.indices.map(width(of:))
        return ([header] + rows).map { row in
            row[0].padded(to: widths[0])
                + row.indices.dropFirst().map { row[$0].padded(to: widths[$0] + gap, left: false) }.joined()
        }
    }

    /// The lines, each column as wide as what is in it; where that is more than `limit`, the first column's texts stand
    /// on lines of their own above their rows.
    func lines(within limit: Int) -> [String] {
        let whole = lines.map(\.withoutTrailingBlanks)
        guard whole.contains(where: { $0.count > limit }) else { return whole }
        var others = self
        others.header[0] = ""
        others.rows = rows.map { [""] + $0.dropFirst() }
        let narrow = others.lines.map(\.withoutTrailingBlanks)
        return (header[0].isEmpty ? [] : [header[0].shortened(to: limit)]) + [narrow[0]]
            + zip(rows, narrow.dropFirst()).flatMap { [$0[0].shortened(to: limit), $1] }
    }

    /// The lines, all columns but the first of one width; where they would be wider than `limit`, several tables one
    /// below the other, each with the first column and as many of the others as fit, spread evenly.
    func lines(limit: Int?) -> [[String]] {
        guard header.count > 1 else { return [([header] + rows).map { $0[0] }] }
        let first = width(of: 0)
        let cell = (1..<header.count).map(width(of:)).max()! + gap
        let columns = header.count - 1
        let perTable = limit.map { max(1, min(columns, ($0 - first) / cell)) } ?? columns
        let tables = (columns + perTable - 1) / perTable
        let spread = (columns + tables - 1) / tables
        return stride(from: 1, to: header.count, by: spread).map { start in
            let shown = start..<min(start + spread, header.count)
            return ([header] + rows).map { row in
                row[0].padded(to: first) + shown.map { row[$0].padded(to: cell, left: false) }.joined()
            }
        }
    }
}

extension String {
    var withoutTrailingBlanks: String {
        var line = self[...]
        while line.last == " " { line = line.dropLast() }
        return String(line)
    }

    /// The text in at most `width` columns: what is too much is taken out of its middle.
    func shortened(to width: Int) -> String {
        guard count > width else { return self }
        let end = (width - 1) / 2
        return prefix(width - 1 - end) + "…" + suffix(end)
    }

    /// The text with spaces up to `width` columns, after it or (`left` false) before it.
    func padded(to width: Int, left: Bool = true) -> String {
        let spaces = String(repeating: " ", count: max(0, width - count))
        return left ? self + spaces : spaces + self
    }
}

/// A text in lines of at most so many columns, broken at words; all begin like the
/// first. A word that is longer stays whole.
func wrapped(_ text: String, to width: Int) -> [String] {
    let indent = String(text.prefix { $0 == " " })
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
        if let last = lines.last, last.count + 1 + word.count <= width {
            lines[lines.count - 1] += " " + word
        } else {
            lines.append(indent + word)
        }
    }
    return lines
}
