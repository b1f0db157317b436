import Foundation
import PatchModel
import Results
import Statistics
import Workbench

extension SeriesReport: Tabular {
    var tables: [DataTable] {
        let columns = ["number", "patch", "flag", "state", "files", "insertions", "deletions"]
        return [
            DataTable(
                columns: columns,
                rows: patches.map { row in
                    [
                        .count(row.number.value), .text(row.name.text), .text(row.feature?.text),
                        .text(row.isUnfinished ? "in part" : row.isApplied ? "applied" : "not applied"),
                        .count(row.summary.files), .count(row.summary.insertions), .count(row.summary.deletions),
                    ]
                })
        ]
    }
}

extension DiffstatReport: Tabular {
    var tables: [DataTable] {
        [
            DataTable(
                columns: ["file", "insertions", "deletions"],
                rows: files.map { file in
                    [
                        .text(file.path), .number(file.insertions.map(Double.init)),
                        .number(file.deletions.map(Double.init)),
                    ]
                })
        ]
    }
}

extension BuildReport: Tabular {
    var tables: [DataTable] {
        [
            DataTable(
                columns: ["stage", "patch", "outcome", "seconds"],
                rows: builds.map { build in
                    let outcome =
                        switch build.outcome {
                        case .built: "built"
                        case .reused: "built before"
                        case .failed(let problem): problem.summary
                        case .interrupted: "stopped"
                        }
                    return [
                        .text(build.stage.number.description), .text(build.stage.name), .text(outcome),
                        .number(build.duration.seconds),
                    ]
                })
        ]
    }
}

extension RunHistory: Tabular {
    var tables: [DataTable] {
        [
            DataTable(
                columns: ["run", "series", "verb", "begun", "stages", "rounds", "processes", "state", "host"],
                rows: runs.map { run in
                    [
                        .count(run.number), .text(run.series), .text(run.question.verb.rawValue),
                        .text(run.begun.formatted(.iso8601)), .count(run.stages.count), .count(run.completeRounds),
                        .count(run.measurements), .text(run.ended == nil ? "unfinished" : "complete"),
                        .text(run.host.name),
                    ]
                })
        ]
    }
}

extension StageHistory: Tabular {
    var tables: [DataTable] {
        let rows = runs.flatMap { run in
            run.measurements.map { measured -> [DataTable.Cell] in
                [
                    .count(run.number), .text(run.begun.formatted(.iso8601)), .text(run.build),
                    .text(measured.metric.description), .text(measured.metric.unit), .number(measured.median),
                    .count(measured.samples.count),
                ]
            }
        }
        return [
            DataTable(columns: ["run", "begun", "build", "metric", "unit", "median", "samples"], rows: rows)
        ]
    }
}
