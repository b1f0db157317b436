import PatchModel
import Screen
import Workbench

/// How much changes, in git's three forms.
struct DiffstatListing {
    enum Form: String, CaseIterable {
        case stat, numstat, shortstat
    }

    let form: Form
    let paint: Paint
    /// Columns; where the output is no terminal 80, as git has it, for files.
    let width: Int?

    /// Between two stages, a row a file.
    func print(_ diffstat: Diffstat) {
        switch form {
        case .stat:
            diffstat.rows(width: width ?? 80).forEach { Output.line(coloured($0)) }
            if !diffstat.files.isEmpty { Output.line(diffstat.shortstat) }
        case .numstat: diffstat.numstat.forEach { Output.line($0) }
        case .shortstat: if !diffstat.files.isEmpty { Output.line(diffstat.shortstat) }
        }
    }

    /// Of a whole series, a row a patch.
    /// - Parameter files: how many of them the patches touch.
    func print(_ report: SeriesReport, files: @autoclosure () -> Int) {
        switch form {
        case .stat:
            let width = width ?? EffectsListing.mailWidth
            Output.lines(SeriesBars(report: report, files: files(), paint: paint, width: width).lines)
        case .numstat:
            Output.lines(report.patches.map { "\($0.summary.insertions)\t\($0.summary.deletions)\t\($0.title)" })
        case .shortstat:
            Output.lines(report.patches.map { "\($0.number) \($0.title):\($0.summary.shortstat)" })
        }
    }

    private func coloured(_ row: Diffstat.Row) -> String {
        guard paint.isOn, row.plus + row.minus > 0 else { return row.text }
        return " \(row.name) | \(row.count) " + bar(row.plus, row.minus, paint)
    }
}

private func bar(_ plus: Int, _ minus: Int, _ paint: Paint) -> String {
    (plus > 0 ? paint(.green, String(repeating: "+", count: plus)) : "")
        + (minus > 0 ? paint(.red, String(repeating: "-", count: minus)) : "")
}

extension SeriesReport.Row {
    fileprivate var title: String { [name.text, commit?.mergeText].compactMap(\.self).joined(separator: " ") }
}

/// A row a patch, with a bar as long as its changes are many.
private struct SeriesBars {
    let report: SeriesReport
    let files: Int
    let paint: Paint
    let width: Int

    var lines: [String] {
        let rows = report.patches
        let names = rows.map { "\($0.number.description.padded(to: 2, left: false)) \($0.title)" }
        let amounts = rows.map { $0.summary.insertions + $0.summary.deletions }
        let counts = amounts.map(String.init)
        let countWidth = counts.map(\.count).max() ?? 1
        let barWidth = 20
        let nameWidth = min(names.map(\.columns).max() ?? 0, max(20, width - countWidth - barWidth - 6))
        let largest = max(barWidth, amounts.max() ?? 0)
        let list = rows.indices.map { index in
            let summary = rows[index].summary
            let scaled = { (value: Int) in value == 0 ? 0 : max(1, value * barWidth / largest) }
            let name = names[index].shortened(to: nameWidth).padded(to: nameWidth)
            return " \(name) | \(counts[index].padded(to: countWidth, left: false)) "
                + bar(scaled(summary.insertions), scaled(summary.deletions), paint)
        }
        return list + [total]
    }

    private var total: String {
        let insertions = report.patches.reduce(0) { $0 + $1.summary.insertions }
        let deletions = report.patches.reduce(0) { $0 + $1.summary.deletions }
        return " \(counted(report.patches.count, "patch", plural: "patches")), \(counted(files, "file")), "
            + "+\(insertions) -\(deletions)"
    }
}
