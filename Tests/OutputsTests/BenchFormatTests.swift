import Foundation
import PatchbenchTestSupport
import Testing

@testable import Outputs

/// Real outputs of the tools, in fixtures/bench-output; the expected means were worked out from them with Python.
@Suite struct BenchFormatTests {
    private static func text(_ file: String) throws -> String {
        try String(
            contentsOf: Product.packageRoot.appending(path: "fixtures/bench-output/" + file), encoding: .utf8)
    }

    struct Sample: Sendable {
        var name: String
        var parameters: [String: Parameters.Value]
        var unit: String
        var better = Metric.Direction.less
        var value: Double
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var format: BenchFormat
        /// Some of the samples.
        var samples: [Sample]
        var count: Int
        var testDescription: String { file }
    }

    static let cases = [
        Case(
            file: "google-benchmark.json", format: .googleBenchmark,
            samples: [
                Sample(
                    name: "real_time", parameters: ["benchmark": .text("BM_Copy/32")], unit: "ns",
                    value: 29.1216802967),
                Sample(
                    name: "cpu_time", parameters: ["benchmark": .text("BM_Copy/4096")], unit: "ns",
                    value: 58.083567265),
                Sample(
                    name: "allocs", parameters: ["benchmark": .text("BM_Copy/32")], unit: "1", better: .unknown,
                    value: 1),
                Sample(
                    name: "bytes_per_second", parameters: ["benchmark": .text("BM_Copy/32")], unit: "1/s",
                    better: .more,
                    value: 3_160_053_629.124),
            ], count: 8),
        Case(
            file: "google-benchmark-aggregates.json", format: .googleBenchmark,
            samples: [
                Sample(
                    name: "real_time", parameters: ["benchmark": .text("BM_Copy/32")], unit: "ns", value: 24.4248013490)
            ], count: 8),
        Case(
            file: "hyperfine.json", format: .hyperfine,
            samples: [
                Sample(
                    name: "time", parameters: ["command": .text("sleep 0.01"), "n": .integer(1)], unit: "s",
                    value: 0.01752639566666667),
                Sample(
                    name: "user", parameters: ["command": .text("sleep 0.02"), "n": .integer(2)], unit: "s",
                    value: 0.0005353333333333333),
            ], count: 6),
        Case(
            file: "pytest-benchmark.json", format: .pytestBenchmark,
            samples: [
                Sample(
                    name: "time", parameters: ["benchmark": .text("test_sort.py::test_sort[1000]")], unit: "s",
                    value: 1.525787519862444e-05)
            ], count: 2),
        Case(
            file: "go.txt", format: .goBench,
            samples: [
                Sample(
                    name: "time",
                    parameters: ["benchmark": .text("Repeat/size=32"), "package": .text("example.org/goo")],
                    unit: "ns/op", value: 69.10),
                Sample(
                    name: "throughput",
                    parameters: ["benchmark": .text("Repeat/size=4096"), "package": .text("example.org/goo")],
                    unit: "MB/s",
                    better: .more,
                    value: 2271.78),
                Sample(
                    name: "allocations",
                    parameters: ["benchmark": .text("Repeat/size=32"), "package": .text("example.org/goo")],
                    unit: "allocs/op", value: 1
                ),
                Sample(
                    name: "probes/op",
                    parameters: ["benchmark": .text("Repeat/size=32"), "package": .text("example.org/goo")],
                    unit: "probes/op", better: .unknown, value: 1.5
                ),
            ], count: 10),
        Case(
            file: "criterion-messages.json", format: .criterion,
            samples: [Sample(name: "time", parameters: ["benchmark": .text("alloc/32")], unit: "ns", value: 41.72)],
            count: 1
        ),
        Case(
            file: "criterion-estimates.json", format: .criterion,
            samples: [Sample(name: "time", parameters: [:], unit: "ns", value: 41.72)], count: 1),
    ]

    @Test(arguments: cases) func `what a tool prints is told and read`(_ output: Case) throws {
        let text = try Self.text(output.file)
        #expect(BenchFormat.detect(text) == output.format)
        let read = try BenchOutput.read(text).get()
        #expect(read.samples.count == output.count)
        for sample in output.samples {
            let metric = Metric(
                name: sample.name, parameters: Parameters(sample.parameters), unit: sample.unit, better: sample.better)
            let found = try #require(read.samples.first { $0.metric == metric })
            #expect(abs(found.value - sample.value) <= 1e-9 * abs(sample.value))
            #expect(found.metric.unit == sample.unit)
            #expect(found.metric.better == sample.better)
        }
    }

    @Test func `go says what it ran on`() throws {
        let output = try BenchOutput.read(try Self.text("go.txt")).get()
        #expect(output.conditions["procs"] == .integer(2))
        #expect(output.conditions["goarch"] == .text("amd64"))
    }

    @Test func `go's benchmarks of two packages are kept apart, and its units may say which way is better`() throws {
        let text = """
            Unit wins/op better=higher
            pkg: a
            BenchmarkX-8 10 5 ns/op 3 wins/op
            pkg: b
            BenchmarkX-8 10 7 ns/op 4 wins/op
            """
        let samples = try BenchOutput.read(text).get().samples
        #expect(samples.map(\.value) == [5, 3, 7, 4])
        #expect(samples.map(\.metric.better) == [.less, .more, .less, .more])
        #expect(samples[2].metric.parameters.values["package"] == .text("b"))
    }

    @Test func `a pattern picks lines: its groups are value, metric, unit and parameters`() throws {
        let pattern = try LinePattern(
            #"(?<metric>Kmalloc).*\((?<size>\d+)\): Average=(?<value>\d+)/"#, unit: "cycles", better: .less)
        let samples = try BenchOutput.read(try Self.text("mailing-list.txt"), as: .pattern(pattern)).get().samples
        #expect(samples.map(\.value) == [365, 452])
        #expect(samples.map(\.metric.name) == ["Kmalloc", "Kmalloc"])
        #expect(samples.map(\.metric.parameters.values) == [["size": .integer(32)], ["size": .integer(64)]])
        #expect(samples[0].metric.unit == "cycles")
    }

    struct Broken: Sendable {
        var file: String
        var from: String
        var to: String
        var line: Int
        var reason: BadBenchLine
    }

    /// The line is the one that `grep -n` gives for what was changed.
    static let broken = [
        Broken(
            file: "hyperfine.json", from: "\"mean\": 0.02096646066666667", to: "\"mean\": \"x\"", line: 28,
            reason: .wrongType(key: "mean")),
        Broken(
            file: "hyperfine.json", from: "\"user\": 0.0006439999999999999,", to: "\"user\": ,", line: 8,
            reason: .notJSON),
        Broken(
            file: "hyperfine.json", from: "\"results\": [", to: "\"results\": 3, \"x\": [", line: 2,
            reason: .wrongType(key: "results")),
    ]

    @Test(arguments: broken) func `what cannot be read is named with its line`(_ broken: Broken) throws {
        let text = try Self.text(broken.file).replacing(broken.from, with: broken.to)
        let answer = BenchOutput.read(text, as: .hyperfine)
        guard case .failure(.badLine(let line, _, let reason)) = answer else {
            Issue.record("unexpected: \(answer)")
            return
        }
        #expect(reason == broken.reason)
        #expect(line == broken.line)
    }

    @Test func `one entry without a value leaves the others`() throws {
        let text = try Self.text("hyperfine.json").replacing("\"mean\": 0.020", with: "\"meen\": 0.020")
        let output = try BenchOutput.read(text).get()
        #expect(output.samples.count == 5)
        #expect(output.missing.map(\.line) == [26])
        #expect(output.missing.map(\.reason) == [.notPrinted])
        let go = try BenchOutput.read(try Self.text("go.txt").replacing("69.10", with: "6x.10")).get()
        #expect(go.samples.count == 9)
        #expect(go.missing.map(\.line) == [5])
        #expect(go.missing.map(\.message) == ["6x.10"])
    }

    @Test func `a benchmark that says that it failed is a problem`() {
        let text = """
            {"context": {}, "benchmarks": [
              {"name": "BM_A", "error_occurred": true, "error_message": "no such file"}
            ]}
            """
        let problem = BenchProblem.badLine(
            number: 2, text: #"  {"name": "BM_A", "error_occurred": true, "error_message": "no such file"}"#,
            reason: .failed("BM_A: no such file"))
        let missing = ["real_time", "cpu_time"].map { name in
            MissingMetric(
                metric: name, parameters: Parameters(["benchmark": .text("BM_A")]), reason: .failed, line: 2,
                message: "no such file")
        }
        #expect(BenchOutput.read(text) == .failure(.noValue(of: missing, first: problem)))
    }

    @Test func `a value that a pattern takes for a number is named where it is none`() throws {
        let pattern = try LinePattern(#"time (?<value>\S+)"#)
        let answer = BenchOutput.read("start\ntime fast", as: .pattern(pattern))
        #expect(summary(answer) == [#"line 2: notANumber("fast")"#])
        #expect(BenchOutput.read("nothing here", as: .pattern(pattern)) == .failure(.noMetric))
    }

    @Test func `a pattern needs a value, and must be a regular expression`() {
        #expect(throws: LinePattern.Problem.noValue) { try LinePattern("time ([0-9]+)") }
        #expect(throws: LinePattern.Problem.self) { try LinePattern("time (?<value>[0-9+") }
    }
}
