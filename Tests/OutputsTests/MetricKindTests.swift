import Testing

@testable import Outputs

@Suite struct MetricKindTests {
    @Test(
        arguments: [
            ("alloc", "cycles", .time), ("alloc", "cycles/op", .time), ("alloc", "virtual cycles", .time),
            ("wall_time", "s", .time), ("latency", "ns per object", .time), ("cycles", "", .time),
            ("throughput", "MB/s", .rate), ("served", "requests per second", .rate), ("clock", "GHz", .rate),
            ("instructions", "instructions", .count), ("node_lock_acquisitions", "per object", .count),
            ("loads", "misses", .count), ("context_switches", "", .count),
            ("peak_memory", "KiB", .amount), ("written", "bytes", .amount), ("heap", "B/op", .amount),
            ("hit_rate", "%", .amount), ("score", "", .amount), ("loss", "", .amount),
            ("node_lock_contended", "1", .amount),
        ] as [(String, String, MetricKind)])
    func `what a metric is about is told by its unit, else by its name`(
        _ name: String, _ unit: String, _ kind: MetricKind
    ) {
        #expect(Metric(name: name, parameters: Parameters(), unit: unit, better: .less).kind == kind)
    }
}
