import Judging
import Outputs
import Statistics
import Workbench

extension BenchReport: Tabular {
    var tables: [DataTable] {
        let names = Dictionary(stages.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = measurements.map { measured -> [DataTable.Cell] in
            let effect = effects.first { $0.pair.after == measured.stage && $0.metric == measured.metric }
            return [
                .text(measured.stage.description), .text(names[measured.stage]),
                .text(measured.metric.description), .text(measured.metric.unit), .number(measured.median),
                .number(measured.interval.low), .number(measured.interval.high), .count(measured.samples.count),
                .number(effect?.ratio), .text(effect?.judgement.rawValue),
            ]
        }
        let columns = [
            "stage", "patch", "metric", "unit", "median", "low", "high", "samples", "ratio to before", "verdict",
        ]
        return [DataTable(columns: columns, rows: rows)]
    }

    var pages: [DataTable] { BenchTable(report: self).blocks.map { $0.table.data(title: $0.title) } }
}

extension EffectsReport: Tabular {
    var tables: [DataTable] {
        let columns = [
            "before", "after", "patch", "metric", "unit", "value before", "value after", "ratio", "low", "high",
            "verdict", "rounds",
        ]
        let headline = Headline(stages: stages, effects: effects)
        return [DataTable(columns: columns, rows: effects.map { $0.cells(named: headline.name(of: $0.pair)) })]
    }

    var pages: [DataTable] {
        guard Set(effects.map(\.pair)).count > 1 else {
            return [EffectsListing(report: self).comparison.data(title: "")]
        }
        return EffectMatrix(report: self, limit: 200).blocks.map { $0.table.data(title: $0.title) }
    }
}

extension MetricEffect {
    fileprivate func cells(named name: String) -> [DataTable.Cell] {
        [
            .text(pair.before.description), .text(pair.after.description), .text(name), .text(metric.description),
            .text(metric.unit), .number(before), .number(after), .number(isFromZero ? nil : ratio),
            .number(bounds.low), .number(bounds.high), .text(judgement.rawValue), .count(rounds),
        ]
    }
}

extension AblationReport: Tabular {
    /// Each patch last, and then in its place.
    var tables: [DataTable] {
        var table = effects.tables[0]
        let headline = Headline(stages: patches, effects: inPlace)
        let rows = table.rows.map { [.text("last")] + $0 }
        table.columns = ["compared"] + table.columns
        table.rows = rows + inPlace.map { [.text("in place")] + $0.cells(named: headline.name(of: $0.pair)) }
        return [table]
    }

    var pages: [DataTable] { AblationListing(report: self).blocks.map { $0.table.data(title: $0.title) } }
}

extension ClaimsReport: Tabular {
    var tables: [DataTable] {
        let rows = claims.map { finding -> [DataTable.Cell] in
            let patch = finding.stated.patch
            let name = patch.flatMap { patch in patches.first { $0.number == patch.id } }?.name ?? "the series"
            return [
                .text(patch?.description), .text(name), .text(finding.stated.text), .text(finding.verdict.rawValue),
                .text(finding.evidence.text),
            ]
        }
        return [DataTable(columns: ["number", "patch", "claim", "verdict", "evidence"], rows: rows)]
    }
}

extension TestReport: Tabular {
    var tables: [DataTable] {
        let names = Dictionary(stages.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = results.flatMap { stage in
            stage.tests.map { test -> [DataTable.Cell] in
                [
                    .text(stage.stage.description), .text(names[stage.stage]), .text(test.name),
                    .text(test.outcome.rawValue), .text(test.isExpected ? "yes" : "no"), .text(test.message),
                ]
            }
        }
        return [DataTable(columns: ["stage", "patch", "test", "outcome", "expected", "message"], rows: rows)]
    }

    /// A row a test, a column a stage.
    var pages: [DataTable] { [TestMatrix(report: self, paint: Paint(isOn: false)).table(room: .max).data(title: "")] }
}

extension RunReport: Tabular {
    var tables: [DataTable] { (tests?.tables ?? []) + (bench?.tables ?? []) }
    var pages: [DataTable] { (tests?.pages ?? []) + (bench?.pages ?? []) }
}

extension SearchReport: Tabular {
    var tables: [DataTable] {
        let rows = changes.map { change -> [DataTable.Cell] in
            let names = change.patches.map { number in
                stages.first { $0.number.value == number }?.name ?? String(number)
            }
            return [
                .count(change.patches.lowerBound), .count(change.patches.upperBound),
                .text(names.joined(separator: " or ")), .text(metric?.description ?? goal.text),
                .number(change.probability), .number(change.effect.value), .number(change.effect.interval.low),
                .number(change.effect.interval.high),
            ]
        }
        let columns = ["first", "last", "patch", "what", "probability", "effect", "low", "high"]
        return [DataTable(columns: columns, rows: rows)]
    }
}
