import Screen
import Workbench

/// One row a patch: `+` applied, `>` applied last, `-` not applied, as StGit has it; `!` in part. Where that is wider
/// than its place, names stand on lines of their own.
struct SeriesListing {
    let report: SeriesReport
    let paint: Paint
    /// Columns of the terminal, where there is one.
    var width: Int?

    private struct Row {
        var sign: String
        var number: String
        var name: String
        /// Flag, files, insertions, deletions.
        var facts: [String]
    }

    var lines: [String] {
        let rows = rows
        let limit = width ?? EffectsListing.mailWidth
        let number = rows.map(\.number.count).max() ?? 0
        let name = rows.map(\.name.columns).max() ?? 0
        let facts = (0..<4).map { column in rows.map { $0.facts[column].columns }.max() ?? 0 }
        let isApart = 3 + number + name + facts.reduce(0) { $0 + 1 + $1 } > limit
        return rows.flatMap { row -> [String] in
            let place = "\(row.sign) \(row.number.padded(to: number, left: false)) "
            let shown = isApart ? row.name.shortened(to: limit - place.count) : row.name.padded(to: name)
            let title = place + (row.sign == ">" ? paint(.bold, shown) : shown)
            let rest = painted(row.facts, isApart ? facts.map { min($0, limit / 2) } : facts)
            return isApart ? [title, String(repeating: " ", count: place.count) + rest] : [title + " " + rest]
        }
    }

    private var rows: [Row] {
        let top = report.patches.last(where: \.isApplied)?.number
        return report.patches.map { row in
            let name = [row.commit?.abbreviation, row.name.text, row.commit?.mergeText].compactMap(\.self)
            return Row(
                sign: row.isUnfinished ? "!" : row.number == top ? ">" : row.isApplied ? "+" : "-",
                number: row.number.description, name: name.joined(separator: " "),
                facts: [
                    row.feature?.text ?? "", counted(row.summary.files, "file"),
                    "+\(row.summary.insertions)", "-\(row.summary.deletions)",
                ])
        }
    }

    private func painted(_ facts: [String], _ widths: [Int]) -> String {
        [
            facts[0].shortened(to: widths[0]).padded(to: widths[0]), facts[1].padded(to: widths[1], left: false),
            paint(.green, facts[2].padded(to: widths[2], left: false)),
            paint(.red, facts[3].padded(to: widths[3], left: false)),
        ].joined(separator: " ")
    }
}
