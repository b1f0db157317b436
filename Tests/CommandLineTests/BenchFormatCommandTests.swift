import Foundation
import PatchbenchTestSupport
import Testing

/// What a bench or test command may print, through the tool.
@Suite struct BenchFormatCommandTests {
    private func metrics(_ bench: String) async throws -> [[String: Any]] {
        try await metrics(bench) { try await $0.patchbench($1) }
    }

    /// By the tool as a process: what it measures of a command is beside what its own process takes.
    private func metricsOfProcess(_ bench: String) async throws -> [[String: Any]] {
        try await metrics(bench) { try $0.product($1) }
    }

    private func metrics(
        _ bench: String, _ run: (SmallSeries, [String]) async throws -> Command
    ) async throws -> [[String: Any]] {
        let small = try SmallSeries()
        try small.edit("patchbench.yaml") { $0.replacing("bench: sh out/run bench", with: "bench: \(bench)") }
        let answer = try await run(small, ["bench", "0", "--rounds", "1", "--json"])
        #expect(answer.status == 0, "\(answer.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any])
        return try #require(report["metrics"] as? [[String: Any]])
    }

    private func value(_ name: String, _ metrics: [[String: Any]]) throws -> Double {
        try #require(metrics.first { $0["metric"] as? String == name }?["median"] as? Double)
    }

    @Test func `a command that prints nothing is measured itself`() async throws {
        // 128 MiB in one process, and 0.2 s asleep.
        let metrics = try await metricsOfProcess(
            #""head -c 134217728 /dev/zero | tail -c 134217728 > /dev/null; sleep 0.2""#)
        #expect(
            metrics.map { $0["metric"] as? String } == ["wall_time", "cpu_time", "peak_memory", "context_switches"])
        #expect(metrics.map { $0["unit"] as? String } == ["s", "s", "KiB", "count"])
        #expect(try value("wall_time", metrics) >= 0.2)
        #expect(try value("cpu_time", metrics) > 0)
        #expect(try value("peak_memory", metrics) >= 131_072)
        #expect(try value("context_switches", metrics) >= 1)
    }

    @Test func `named so, a command is measured whatever it prints`() async throws {
        let metrics = try await metricsOfProcess("{command: echo hello, format: command}")
        #expect(metrics.contains { $0["metric"] as? String == "cpu_time" })
        // A shell is smaller than the tool, whose own memory is not taken for it.
        #expect(!metrics.contains { $0["metric"] as? String == "peak_memory" })
    }

    @Test func `a pattern is enough to read any text`() async throws {
        let pattern = #"'(?<metric>\w+) took (?<value>[0-9.]+) (?<unit>\w+)'"#
        let metrics = try await metrics("{command: echo sort took 12.5 ms, pattern: \(pattern)}")
        #expect(try value("sort", metrics) == 12.5)
        #expect(metrics[0]["unit"] as? String == "ms")
    }

    @Test func `results may be in a file, or for criterion in a folder`() async throws {
        let estimates = Product.packageRoot.appending(path: "fixtures/bench-output/criterion-estimates.json").path
        let file = try await metrics("{command: cp \(estimates) here.json, output: here.json}")
        #expect(try value("time", file) == 41.72)
        let folder = try await metrics(
            "{command: mkdir -p c/alloc/32/new && cp \(estimates) c/alloc/32/new/estimates.json, output: c}")
        #expect(folder.map { $0["parameters"] as? [String: String] } == [["benchmark": "alloc/32"]])
    }

    @Test func `a report that the tests write to a file is read`() async throws {
        let small = try SmallSeries()
        let report = Product.packageRoot.appending(path: "fixtures/test-output/junit-pytest.xml").path
        try small.edit("patchbench.yaml") {
            $0.replacing(
                "test: sh out/run test", with: "test: {command: \"cp \(report) r.xml; exit 1\", output: r.xml}")
        }
        let answer = try await small.patchbench("test", "0", "--json")
        #expect(answer.status == 1)
        #expect(answer.text.contains(#""name":"test_kinds.test_error","outcome":"crash""#))
    }
}
