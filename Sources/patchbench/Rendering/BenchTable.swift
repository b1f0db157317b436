import Judging
import Outputs
import PatchModel
import Statistics
import Workbench

/// The table of a benchmark: a row for every set of parameters, a column for every stage.
///
/// Metrics of the same unit, direction and parameters share a cell two by two, as in `365/806` for alloc/free. How the
/// numbers vary stands beside each, or, where there are many columns, the most of a row in a column of its own.
struct BenchTable {
    let report: BenchReport

    /// Metrics that share cells.
    private struct Block {
        var names: [String]
        var unit: String
        var better: Metric.Direction
        var parameters: [Parameters]
    }

    /// Up to so many stages have the spread beside each number.
    private static let fewStages = 4

    func lines(width: Int?) -> [String] {
        let cells = Dictionary(
            report.measurements.map { (Key($0.stage, $0.metric.name, $0.metric.parameters), $0) },
            uniquingKeysWith: { first, _ in first })
        return blocks.flatMap { block in
            // Where nobody says which way is better, neither does the table.
            let direction = block.better == .unknown ? "" : " (\(block.better.rawValue) is better)"
            let medians = cells.values.filter { block.names.contains($0.metric.name) }.map(\.median)
            let scale = UnitScale(block.unit, for: medians)
            let title = "\(block.names.joined(separator: "/")), \(scale.unit)\(direction), a column a stage"
            return [title]
                + table(of: block, cells, scale).lines(limit: width.map { $0 - 2 })
                .flatMap { $0.map { "  " + $0 } + [""] }
        }
    }

    private func table(of block: Block, _ cells: [Key: MetricSamples], _ scale: UnitScale) -> TextTable {
        let keys = Set(block.parameters.flatMap(\.values.keys)).sorted()
        let isNarrow = report.stages.count <= Self.fewStages
        let numbers = report.stages.map { $0.number.description }
        var table = TextTable(header: [keys.joined(separator: " ")] + numbers + (isNarrow ? [] : ["spread"]))
        for parameters in block.parameters {
            let label = keys.map { parameters.values[$0]?.description ?? "-" }.joined(separator: " ")
            let samples = report.stages.map { stage in
                block.names.map { cells[Key(stage.number, $0, parameters)] }
            }
            let row = samples.map { samples in
                guard samples.contains(where: { $0 != nil }) else { return "-" }
                return samples.map { sample in
                    guard let sample else { return "-" }
                    let spread = isNarrow ? sample.spread.map { " " + Quantity.spread($0) } ?? "" : ""
                    return Quantity.number(sample.median * scale.factor) + spread
                }.joined(separator: isNarrow ? " / " : "/")
            }
            let most = block.names.indices.map { name in
                samples.compactMap { $0[name]?.spread }.max().map(Quantity.spread) ?? "-"
            }
            table.rows.append([label] + row + (isNarrow ? [] : [most.joined(separator: "/")]))
        }
        return table
    }

    private struct Key: Hashable {
        var stage: StageID
        var name: String
        var parameters: Parameters

        init(_ stage: StageID, _ name: String, _ parameters: Parameters) {
            (self.stage, self.name, self.parameters) = (stage, name, parameters)
        }
    }

    private var blocks: [Block] {
        var parameters: [String: Set<Parameters>] = [:]
        var order: [Metric] = []
        for metric in report.measurements.map(\.metric) {
            if parameters[metric.name] == nil { order.append(metric) }
            parameters[metric.name, default: []].insert(metric.parameters)
        }
        var blocks: [Block] = []
        for metric in order {
            let rows = parameters[metric.name]!.sorted(by: Self.precedes)
            if let last = blocks.indices.last, blocks[last].names.count == 1, blocks[last].unit == metric.unit,
                blocks[last].better == metric.better, blocks[last].parameters == rows
            {
                blocks[last].names.append(metric.name)
            } else {
                blocks.append(Block(names: [metric.name], unit: metric.unit, better: metric.better, parameters: rows))
            }
        }
        return blocks
    }

    private static func precedes(_ left: Parameters, _ right: Parameters) -> Bool {
        for key in Set(left.values.keys).union(right.values.keys).sorted() {
            guard let first = left.values[key], let second = right.values[key] else {
                return left.values[key] == nil
            }
            if first != second { return first < second }
        }
        return false
    }
}
