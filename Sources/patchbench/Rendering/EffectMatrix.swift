import Judging
import Outputs
import Workbench

/// What each patch changed: a table for the metrics of one name, a row a patch, a column for each set of parameters.
struct EffectMatrix {
    let report: EffectsReport
    /// Columns of text.
    let limit: Int

    var lines: [String] {
        blocks.flatMap { block in
            wrapped(block.title, to: limit)
                + block.table.lines(limit: limit - 2).flatMap { $0.map { "  " + $0 } + [""] }
        } + ["~ cannot be told from no change   = unchanged   - not measured"]
    }

    var blocks: [BenchTable.Block] {
        var names: [String] = []
        for effect in report.effects where !names.contains(effect.metric.name) { names.append(effect.metric.name) }
        return names.map(block)
    }

    private func block(of name: String) -> BenchTable.Block {
        let effects = report.effects.filter { $0.metric.name == name }
        var metrics: [Metric] = []
        for effect in effects where !metrics.contains(effect.metric) { metrics.append(effect.metric) }
        let keys = Set(metrics.flatMap(\.parameters.values.keys)).sorted()
        var pairs: [StagePair] = []
        for effect in effects where !pairs.contains(effect.pair) { pairs.append(effect.pair) }
        let headline = Headline(stages: report.stages, effects: report.effects)
        var table = TextTable(header: [keys.joined(separator: " ")] + metrics.map { label($0, keys) })
        table.rows = pairs.map { pair in
            [headline.name(of: pair).shortened(to: limit / 2)]
                + metrics.map { metric in cell(effects.first { $0.pair == pair && $0.metric == metric }) }
        }
        let totals = metrics.map { metric in report.totals.first { $0.measured.metric == metric }?.measured }
        if totals.contains(where: { $0 != nil }) { table.rows.append(["all"] + totals.map(cell)) }
        return BenchTable.Block(title: "\(name), \(direction(metrics[0])): change by each patch", table: table)
    }

    private func label(_ metric: Metric, _ keys: [String]) -> String {
        keys.isEmpty
            ? "change" : keys.map { metric.parameters.values[$0]?.description ?? "-" }.joined(separator: " ")
    }

    private func direction(_ metric: Metric) -> String {
        let words =
            switch metric.better {
            case .less: "less is better"
            case .more: "more is better"
            case .unknown: "no direction known"
            }
        return metric.unit.isEmpty || metric.unit == metric.name ? words : "\(metric.unit) (\(words))"
    }

    private func cell(_ effect: MetricEffect?) -> String {
        switch effect?.judgement {
        case nil: "-"
        case .undecided: "~"
        case .unchanged: "="
        case .faster, .slower, .more, .less: EffectsListing.change(effect!)
        }
    }
}
