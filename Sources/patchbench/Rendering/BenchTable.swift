import Outputs
import PatchModel
import Statistics
import Workbench

/// The table of a benchmark: a row for every set of parameters, a column for every stage.
///
/// Metrics of the same unit, direction and parameters share a cell two by two, as in `365/806` for alloc/free.
struct BenchTable {
    let report: BenchReport

    /// Metrics that share cells.
    private struct Block {
        var names: [String]
        var unit: String
        var better: Metric.Direction
        var parameters: [Parameters]
    }

    func lines(width: Int?) -> [String] {
        blocks.flatMap { block in
            // Where nobody says which way is better, neither does the table.
            let direction = block.better == .unknown ? "" : " (\(block.better.rawValue) is better)"
            let names = block.names.joined(separator: "/")
            let title = (names == block.unit ? names : "\(names), \(block.unit)") + "\(direction), a column a stage"
            return [title]
                + table(of: block).lines(limit: width.map { $0 - 2 })
                .flatMap { $0.map { "  " + $0 } + [""] }
        }
    }

    private func table(of block: Block) -> TextTable {
        let keys = Set(block.parameters.flatMap(\.values.keys)).sorted()
        let values = medians
        var table = TextTable(header: [keys.joined(separator: " ")] + report.stages.map { $0.number.description })
        for parameters in block.parameters {
            let label = keys.map { parameters.values[$0]?.description ?? "-" }.joined(separator: " ")
            let cells = report.stages.map { stage in
                let medians = block.names.map { name in
                    values[Key(stage: stage.number, name: name, parameters: parameters)]
                }
                if medians.allSatisfy({ $0 == nil }) { return "-" }
                return medians.map { $0.map(Self.number) ?? "-" }.joined(separator: "/")
            }
            table.rows.append([label] + cells)
        }
        return table
    }

    private struct Key: Hashable {
        var stage: StageID
        var name: String
        var parameters: Parameters
    }

    private var medians: [Key: Double] {
        Dictionary(
            report.measurements.map {
                (Key(stage: $0.stage, name: $0.metric.name, parameters: $0.metric.parameters), $0.median)
            }, uniquingKeysWith: { first, _ in first })
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

    /// Three digits or more: cycles need no fraction, counts per object need two places.
    static func number(_ value: Double) -> String {
        switch abs(value) {
        case 100...: value.formatted(places: 0)
        case 10..<100: value.formatted(places: 1)
        default: value.formatted(places: 2)
        }
    }
}
