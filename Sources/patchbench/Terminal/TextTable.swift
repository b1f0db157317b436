import Screen

/// Columns of text: the first to the left, the others to the right.
struct TextTable {
    var header: [String]
    var rows: [[String]] = []
    var gap = 2
    /// Columns beyond the first that stand to the left, too.
    var left: Set<Int> = []
    /// What stands for what was left out of a text.
    var ellipsis = "…"

    private func width(of column: Int) -> Int {
        ([header] + rows).map { $0[column].columns }.max() ?? 0
    }

    /// The lines, each column as wide as what is in it.
    var lines: [String] { lines(header.indices.map(width(of:))) }

    private func lines(_ widths: [Int]) -> [String] {
        ([header] + rows).map { row in
            row.indices.map { column in
                let text = row[column].shortened(to: widths[column], with: ellipsis)
                let isLeft = column == 0 || left.contains(column)
                let blanks = column == 0 ? "" : String(repeating: " ", count: gap)
                return blanks + text.padded(to: widths[column], left: isLeft)
            }.joined()
        }
    }

    /// The lines, each column as wide as what is in it; where that is more than `limit`, the first column's texts stand
    /// on lines of their own above their rows.
    func lines(within limit: Int) -> [String] {
        let whole = lines.map(\.withoutTrailingBlanks)
        guard whole.contains(where: { $0.columns > limit }) else { return whole }
        var others = self
        others.header[0] = ""
        others.rows = rows.map { [""] + $0.dropFirst() }
        let narrow = others.squeezed(to: limit)
        return (header[0].isEmpty ? [] : [header[0].shortened(to: limit, with: ellipsis)]) + [narrow[0]]
            + zip(rows, narrow.dropFirst()).flatMap { [$0[0].shortened(to: limit, with: ellipsis), $1] }
    }

    /// The lines in at most so many columns: the widest texts are shortened.
    ///
    /// - Parameter columns: Those of which texts may be shortened; nil for all.
    func squeezed(to limit: Int, _ columns: Set<Int>? = nil) -> [String] {
        var widths = header.indices.map(width(of:))
        let room = limit - gap * (header.count - 1)
        while widths.reduce(0, +) > room,
            let widest = widths.indices.filter({ columns?.contains($0) ?? true }).max(by: { widths[$0] < widths[$1] }),
            widths[widest] > 1
        {
            widths[widest] -= 1
        }
        return lines(widths).map(\.withoutTrailingBlanks)
    }

    /// The lines, all columns but the first of one width; where they would be wider than `limit`, several tables one
    /// below the other, each with the first column and as many of the others as fit, spread evenly.
    func lines(limit: Int?) -> [[String]] {
        guard header.count > 1 else { return [([header] + rows).map { $0[0].shortened(to: limit ?? .max) }] }
        let widest = (1..<header.count).map(width(of:)).max()! + gap
        let first = min(width(of: 0), limit.map { max(8, $0 / 2, $0 - widest) } ?? .max)
        let cell = min(widest, limit.map { max(gap + 1, $0 - first) } ?? .max)
        let columns = header.count - 1
        let perTable = limit.map { max(1, min(columns, ($0 - first) / cell)) } ?? columns
        let tables = (columns + perTable - 1) / perTable
        let spread = (columns + tables - 1) / tables
        return stride(from: 1, to: header.count, by: spread).map { start in
            let shown = start..<min(start + spread, header.count)
            return ([header] + rows).map { row in
                row[0].shortened(to: first).padded(to: first)
                    + shown.map { row[$0].shortened(to: cell - gap).padded(to: cell, left: false) }.joined()
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
    func shortened(to width: Int, with mark: String = "…") -> String {
        guard columns > width else { return self }
        let room = width - mark.columns
        guard room >= 0 else { return Self.beginning(of: self, width) }
        return Self.beginning(of: self, room - room / 2) + mark
            + String(Self.beginning(of: reversed(), room / 2).reversed())
    }

    /// As many characters as have room.
    private static func beginning(of text: some Sequence<Character>, _ width: Int) -> String {
        var (taken, room) = ("", width)
        for character in text {
            room -= character.columns
            guard room >= 0 else { break }
            taken.append(character)
        }
        return taken
    }

    /// The text with spaces up to `width` columns, after it or (`left` false) before it.
    func padded(to width: Int, left: Bool = true) -> String {
        let spaces = String(repeating: " ", count: max(0, width - columns))
        return left ? self + spaces : spaces + self
    }
}

/// A text in lines of at most so many columns, broken at words; all begin as the first does, the others `hanging`
/// columns further to the right. A word that is longer stays whole.
func wrapped(_ text: String, to width: Int, hanging: Int = 0) -> [String] {
    guard !text.contains("\n") else {
        return text.split(separator: "\n").flatMap { wrapped(String($0), to: width, hanging: hanging) }
    }
    guard text.columns > width else { return text.isEmpty ? [] : [text] }
    let indent = String(text.prefix { $0 == " " })
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
        if let last = lines.last, last.columns + 1 + word.columns <= width {
            lines[lines.count - 1] += " " + word
        } else {
            lines.append(indent + (lines.isEmpty ? "" : String(repeating: " ", count: hanging)) + word)
        }
    }
    return lines
}
