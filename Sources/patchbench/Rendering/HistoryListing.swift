import Foundation
import Outputs
import Results
import Statistics
import Workbench

/// A row a run.
struct HistoryListing {
    let history: RunHistory

    var lines: [String] {
        guard !history.runs.isEmpty else { return ["nothing was measured yet"] }
        var table = TextTable(header: [
            "run", "series", "verb", "begun (UTC)", "stages", "rounds", "runs", "state", "host",
        ])
        for run in history.runs {
            table.rows.append([
                String(run.number), run.series, run.question.verb.rawValue, run.begun.minute, String(run.stages.count),
                run.rounds.map { "\(run.completeRounds)/\($0)" } ?? String(run.completeRounds),
                String(run.measurements),
                run.ended == nil ? "unfinished" : "complete", run.host.name,
            ])
        }
        return table.lines
    }
}

/// A row a run and metric.
struct StageHistoryListing {
    let history: StageHistory

    var lines: [String] {
        let title = "stage \(history.stage.number) of \(history.series): \(history.stage.name)"
        guard !history.runs.isEmpty else { return [title, "it was not measured yet"] }
        var table = TextTable(header: ["run", "begun (UTC)", "build", "metric", "unit", "median", "samples"])
        for run in history.runs {
            for measurement in run.measurements {
                table.rows.append([
                    String(run.number), run.begun.minute, String(run.build.prefix(7)), measurement.metric.label,
                    measurement.metric.unit, Quantity.number(measurement.median), String(measurement.samples.count),
                ])
            }
        }
        return [title] + table.lines
    }
}

extension Date {
    /// `2026-11-23 10:15`.
    fileprivate var minute: String {
        formatted(.iso8601.year().month().day().dateSeparator(.dash)) + " "
            + formatted(.iso8601.time(includingFractionalSeconds: false).timeSeparator(.colon)).prefix(5)
    }
}

extension Metric {
    /// `alloc(size=32)`.
    fileprivate var label: String {
        guard !parameters.values.isEmpty else { return name }
        let words = parameters.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(name)(\(words.joined(separator: ", ")))"
    }
}
