import Judging
import Outputs
import PatchModel
import Statistics
import Workbench

/// The table of a benchmark: for the metrics of one name a row a stage and a column for each set of parameters; a
/// value with its spread and, where there is room, what changed against the stage before. Of all stages, the last row.
struct BenchTable {
    let report: BenchReport

    struct Block {
        var title: String
        var table: TextTable
    }

    static let legend =
        "\u{B1} is the standard deviation of the runs; ~ cannot be told from no change; = unchanged; - not measured"

    func lines(limit: Int) -> [String] {
        blocks.flatMap { block in
            wrapped(block.title, to: limit)
                + block.table.lines(limit: limit - 2).flatMap { $0.map { ("  " + $0).withoutTrailingBlanks } + [""] }
        } + wrapped(Self.legend, to: limit)
    }

    /// The metrics that changed most come first.
    var blocks: [Block] {
        var names: [String] = []
        for metric in metrics where !names.contains(metric.name) { names.append(metric.name) }
        if let lead = Headline(stages: report.stages, effects: report.effects).lead?.name {
            names = [lead] + names.filter { $0 != lead }
        }
        return names.map { name in block(of: metrics.filter { $0.name == name }) }
    }

    /// Each once, by their parameters.
    private var metrics: [Metric] {
        var seen: Set<Metric> = []
        let metrics = report.measurements.map(\.metric).filter { seen.insert($0).inserted }
        return metrics.sorted { Parameters.precedes($0.parameters, $1.parameters) }
    }

    /// Columns of one metric in which there is room for changes.
    private static let fewMetrics = 2

    private func block(of metrics: [Metric]) -> Block {
        let keys = Set(metrics.flatMap(\.parameters.values.keys)).sorted()
        let known = Dictionary(
            report.measurements.map { (Key(stage: $0.stage, metric: $0.metric), $0) },
            uniquingKeysWith: { first, _ in first })
        let scale = UnitScale(
            metrics[0].unit,
            for: metrics.flatMap { metric in
                report.stages.compactMap { known[Key(stage: $0.number, metric: metric)]?.median }
            })
        let showsChanges = metrics.count <= Self.fewMetrics && !report.effects.isEmpty
        var table = TextTable(
            header: [keys.joined(separator: " ")]
                + metrics.flatMap { [label($0, keys)] + (showsChanges ? ["change"] : []) })
        table.rows = report.stages.map { stage in
            ["\(stage.number) \(stage.name)".shortened(to: 26)]
                + metrics.flatMap { metric in
                    [known[Key(stage: stage.number, metric: metric)].map { Self.cell($0, scale) } ?? "-"]
                        + (showsChanges ? [change(into: stage.number, metric)] : [])
                }
        }
        if !report.totals.isEmpty {
            let last = report.stages.last?.number.description ?? ""
            table.rows.append(
                ["\(report.stages[0].number) to \(last)"]
                    + metrics.flatMap { metric in
                        let total = report.totals.first { $0.metric == metric }.map(Self.change) ?? "-"
                        return showsChanges ? ["", total] : [total]
                    })
        }
        return Block(title: title(metrics[0], scale.unit), table: table)
    }

    private struct Key: Hashable {
        var stage: StageID
        var metric: Metric
    }

    private func title(_ metric: Metric, _ unit: String) -> String {
        // Where nobody says which way is better, neither does the table.
        let direction = metric.better == .unknown ? "" : " (\(metric.better.rawValue) is better)"
        return metric.name + (unit.isEmpty ? "" : ", " + unit) + direction
    }

    private func label(_ metric: Metric, _ keys: [String]) -> String {
        keys.isEmpty ? "median" : keys.map { metric.parameters.values[$0]?.description ?? "-" }.joined(separator: " ")
    }

    private func change(into stage: StageID, _ metric: Metric) -> String {
        guard stage != report.stages.first?.number else { return "" }
        return report.effects.first { $0.pair.after == stage && $0.metric == metric }.map(Self.change) ?? "-"
    }

    private static func change(_ effect: MetricEffect) -> String {
        switch effect.judgement {
        case .undecided: "~"
        case .unchanged: "="
        case .faster, .slower, .more, .less: EffectsListing.change(effect)
        }
    }

    /// `852 ±1%`; nothing where it does not vary, or was measured once.
    private static func cell(_ measured: MetricSamples, _ scale: UnitScale) -> String {
        let value = Quantity.number(measured.median * scale.factor)
        return value + (measured.spread.map { " " + Quantity.spread($0) } ?? "")
    }
}

extension Parameters {
    /// By name and then by value; what lacks one comes first.
    fileprivate static func precedes(_ left: Self, _ right: Self) -> Bool {
        for key in Set(left.values.keys).union(right.values.keys).sorted() {
            guard let first = left.values[key], let second = right.values[key] else { return left.values[key] == nil }
            if first != second { return first < second }
        }
        return false
    }
}
