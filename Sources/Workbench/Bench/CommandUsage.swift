import Machine
import Outputs

/// The command itself as the benchmark: what it took is measured.
extension BenchOutput {
    /// Wall and CPU time in seconds, peak memory in KiB where it is known, context switches; less of each is better.
    init(_ usage: ResourceUsage) {
        let values: [(name: String, unit: String, value: Double?)] = [
            (CommandMetric.wallTime, "s", usage.wallTime), (CommandMetric.cpuTime, "s", usage.cpuTime),
            (CommandMetric.peakMemory, "KiB", usage.peakMemory.map { Double($0) }),
            (CommandMetric.contextSwitches, "count", Double(usage.contextSwitches)),
        ]
        let samples = values.compactMap { name, unit, value in
            value.map { (metric: Metric(name: name, parameters: Parameters(), unit: unit, better: .less), value: $0) }
        }
        self.init(samples: samples)
    }
}
