import Foundation
import Judging
import Outputs
import Results
import Statistics
import Workbench

/// A row a run.
struct HistoryListing {
    let history: RunHistory
    /// Columns of the terminal, where there is one.
    var width: Int?

    var lines: [String] {
        guard !history.runs.isEmpty else { return ["nothing was measured yet"] }
        let hosts = Set(history.runs.map(\.host.name))
        var table = TextTable(
            header: ["run", "series", "verb", "begun (UTC)", "stages", "rounds", "runs", "state"],
            left: [1, 2, 3, 7, 8])
        if hosts.count > 1 { table.header.append("host") }
        for run in history.runs {
            let row = [
                String(run.number), run.series, run.question.verb.rawValue, run.begun.minute, String(run.stages.count),
                run.rounds.map { "\(run.completeRounds)/\($0)" } ?? String(run.completeRounds),
                String(run.measurements), run.ended == nil ? "unfinished" : "complete",
            ]
            table.rows.append(row + (hosts.count > 1 ? [run.host.name] : []))
        }
        let limit = width ?? EffectsListing.mailWidth
        let place = hosts.count == 1 ? wrapped("on \(history.runs[0].host.name)", to: limit) : []
        return table.squeezed(to: limit, [1, 8]) + place
    }
}

/// By run a table, a row a metric.
struct StageHistoryListing {
    let history: StageHistory
    /// Columns of the terminal, where there is one.
    var width: Int?

    private var limit: Int { width ?? EffectsListing.mailWidth }

    var lines: [String] {
        let title = wrapped("stage \(history.stage.number) of \(history.series): \(history.stage.name)", to: limit)
        guard !history.runs.isEmpty else { return title + ["it was not measured yet"] }
        return title
            + history.runs.flatMap { run in
                ["", "run \(run.number), begun \(run.begun.minute) UTC, of build \(run.build.prefix(7))"]
                    + table(run.measurements).lines(within: limit - 2).map { "  " + $0 }
            }
    }

    private func table(_ measurements: [MetricSamples]) -> TextTable {
        var table = TextTable(header: ["metric", "median", "", "samples"])
        table.rows = measurements.map { measured in
            [
                measured.metric.description, Quantity(value: measured.median, unit: measured.metric.unit).text,
                measured.spread.map { Quantity.spread($0) } ?? "", String(measured.samples.count),
            ]
        }
        return table
    }
}

extension Date {
    /// `2026-11-23 10:15`.
    fileprivate var minute: String {
        formatted(.iso8601.year().month().day().dateSeparator(.dash)) + " "
            + formatted(.iso8601.time(includingFractionalSeconds: false).timeSeparator(.colon)).prefix(5)
    }
}
