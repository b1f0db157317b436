import Workbench

/// One row a patch: `+` applied, `>` applied last, `-` not applied, as StGit has it; `!` in part.
struct SeriesListing {
    let report: SeriesReport
    let paint: Paint

    var lines: [String] {
        let top = report.patches.last(where: \.isApplied)?.number
        let rows = report.patches.map { row in
            [
                row.isUnfinished ? "!" : row.number == top ? ">" : row.isApplied ? "+" : "-", row.number.description,
                [row.commit?.abbreviation, row.name.text, row.commit?.mergeText].compactMap(\.self).joined(
                    separator: " "),
                row.feature?.text ?? "", counted(row.summary.files, "file"), "+\(row.summary.insertions)",
                "-\(row.summary.deletions)",
            ]
        }
        let widths = (0..<7).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let name = row[2].padded(to: widths[2])
            return [
                row[0], row[1].padded(to: widths[1], left: false), row[0] == ">" ? paint(.bold, name) : name,
                row[3].padded(to: widths[3]), row[4].padded(to: widths[4], left: false),
                paint(.green, row[5].padded(to: widths[5], left: false)),
                paint(.red, row[6].padded(to: widths[6], left: false)),
            ].joined(separator: " ")
        }
    }
}
