import Foundation
import PatchbenchTestSupport
import Testing

@testable import Outputs

/// fixtures/cases/bench: what commands print at two stages, after situations from public issue trackers.
@Suite struct BenchCasesTests {
    private static func read(_ file: String) throws -> Result<BenchOutput, BenchProblem> {
        BenchOutput.read(.file(Product.packageRoot.appending(path: "fixtures/cases/bench/" + file)))
    }

    static let cases: [(file: String, expected: [String])] = [
        ("conditions-differ/s0", ["a 10.0 ns less"]),
        ("conditions-differ/s1", ["a 20.0 ns less"]),
        (
            "gbench-bigo/s0",
            ["real_time(benchmark=BM_sort/1024) 51.0 us less", "cpu_time(benchmark=BM_sort/1024) 50.0 us less"]
        ),
        (
            "gbench-skipped/s0",
            ["real_time(benchmark=BM_copy) 120.5 ns less", "cpu_time(benchmark=BM_copy) 120.1 ns less"]
        ),
        (
            "gbench-skipped/s1",
            [
                "real_time(benchmark=BM_copy) skipped 1: no such instruction here",
                "cpu_time(benchmark=BM_copy) skipped 1: no such instruction here",
            ]
        ),
        (
            "go-cpu-list/s1",
            [
                "time(benchmark=Sum, procs=1) 30000.0 ns/op less", "time(benchmark=Sum, procs=2) 75000.0 ns/op less",
                "time(benchmark=Sum, procs=4) 60000.0 ns/op less",
            ]
        ),
        ("go-crlf/s0", ["time(benchmark=X) 10.0 ns/op less"]),
        ("go-crlf/s1", ["time(benchmark=X) 20.0 ns/op less"]),
        (
            "go-name-ends-in-number/s1",
            ["time(benchmark=Hash/n-64) 200.0 ns/op less", "time(benchmark=Hash/n-4096) 6400.0 ns/op less"]
        ),
        (
            "go-nan-counter/s0",
            ["time(benchmark=Lookup) 10.0 ns/op less", "hit-ratio(benchmark=Lookup) no-number 2: NaN"]
        ),
        (
            "go-nan-counter/s1",
            ["time(benchmark=Lookup) 12.0 ns/op less", "hit-ratio(benchmark=Lookup) 0.5 hit-ratio unknown"]
        ),
        ("metric-gone/s1", ["a 10.0 ns less"]),
        (
            "throughput-direction/s1",
            ["time(benchmark=Serve) 1000000.0 ns/op less", "req/sec(benchmark=Serve) 2000.0 req/sec unknown"]
        ),
        ("zero/s0", ["misses 0.0 count less"]),
    ]

    @Test(arguments: cases) func `what the commands of the cases print is read`(
        _ file: String, _ expected: [String]
    ) throws {
        #expect(summary(try Self.read(file)) == expected)
    }

    @Test func `values in two units of time are compared in one`() throws {
        let before = try Self.read("units-ms-us/s0").get().samples[0]
        let after = try Self.read("units-ms-us/s1").get().samples[0]
        #expect(before.value == 10)
        #expect(try before.metric.convert(after.value, of: after.metric) == 9)
    }

    @Test func `conditions come along`() throws {
        #expect(try Self.read("conditions-differ/s0").get().conditions == ["cpus": .integer(2)])
        #expect(try Self.read("conditions-differ/s1").get().conditions == ["cpus": .integer(4)])
    }
}
