import Testing

@testable import Outputs

/// Which lines are one metric. How go names benchmarks: benchmarkName in src/testing/benchmark.go.
@Suite struct BenchIdentityTests {
    private static func go(_ names: String...) -> String {
        names.enumerated().map { "\($1) \t 100 \t \($0 + 1) ns/op\n" }.joined()
    }

    static let cpus = [
        Reading(
            "several numbers of CPUs", go("BenchmarkA", "BenchmarkA-2", "BenchmarkB/x", "BenchmarkB/x-2"),
            [
                "time(benchmark=A, procs=1) 1.0 ns/op less", "time(benchmark=A, procs=2) 2.0 ns/op less",
                "time(benchmark=B/x, procs=1) 3.0 ns/op less", "time(benchmark=B/x, procs=2) 4.0 ns/op less",
            ]),
        Reading(
            "without 1", go("BenchmarkA-2", "BenchmarkA-4", "BenchmarkB/n-64-2", "BenchmarkB/n-64-4"),
            [
                "time(benchmark=A, procs=2) 1.0 ns/op less", "time(benchmark=A, procs=4) 2.0 ns/op less",
                "time(benchmark=B/n-64, procs=2) 3.0 ns/op less", "time(benchmark=B/n-64, procs=4) 4.0 ns/op less",
            ]),
        Reading(
            "one number", go("BenchmarkA-8", "BenchmarkB/n-64-8", "BenchmarkB/n-128-8"),
            [
                "time(benchmark=A) 1.0 ns/op less", "time(benchmark=B/n-64) 2.0 ns/op less",
                "time(benchmark=B/n-128) 3.0 ns/op less",
            ]),
        Reading(
            "one CPU, and names that end so", go("BenchmarkA", "BenchmarkB/n-64", "BenchmarkB/n-128"),
            [
                "time(benchmark=A) 1.0 ns/op less", "time(benchmark=B/n-64) 2.0 ns/op less",
                "time(benchmark=B/n-128) 3.0 ns/op less",
            ]),
        Reading(
            "parts only, on 1 and 8",
            go("BenchmarkB/n-64", "BenchmarkB/n-64-8", "BenchmarkB/n-128", "BenchmarkB/n-128-8"),
            [
                "time(benchmark=B/n-64, procs=1) 1.0 ns/op less", "time(benchmark=B/n-64, procs=8) 2.0 ns/op less",
                "time(benchmark=B/n-128, procs=1) 3.0 ns/op less", "time(benchmark=B/n-128, procs=8) 4.0 ns/op less",
            ]),
        Reading(
            "repetitions", go("BenchmarkA-8", "BenchmarkA-8", "BenchmarkA-8"), ["time(benchmark=A) 2.0 ns/op less"]),
    ]

    @Test(arguments: cpus) func `go's numbers of CPUs are told from names`(_ reading: Reading) {
        #expect(summary(reading.text) == reading.expected)
    }

    static let procs: [(text: String, procs: Int?)] = [
        (go("BenchmarkA-8", "BenchmarkB/x-8"), 8), (go("BenchmarkA", "BenchmarkB/n-64"), 1),
        (go("BenchmarkA", "BenchmarkA-2"), nil), (go("BenchmarkB/n-64", "BenchmarkB/n-128"), nil),
    ]

    @Test(arguments: procs) func `one number of CPUs for all is a condition`(_ text: String, _ procs: Int?) throws {
        #expect(try BenchOutput.read(text).get().conditions["procs"] == procs.map { .integer($0) })
    }

    /// Of `Context` in src/json_reporter.cc of google/benchmark, and of pytest_benchmark's `machine_info`.
    static let conditions: [(text: String, conditions: [String: Parameters.Value])] = [
        (
            #"{"context": {"date": "x", "num_cpus": 2, "mhz_per_cpu": 2000, "caches": [], "key": "own"}, "#
                + #""benchmarks": []}"#,
            ["num_cpus": .integer(2), "key": .text("own")]
        ),
        (
            #"{"machine_info": {"cpu": {"count": 4}, "python_version": "3.11.2", "node": "n"}, "benchmarks": []}"#,
            ["cpu_count": .integer(4), "python_version": .text("3.11.2")]
        ),
        (
            line(#","conditions":{"cpus":2}"#) + line(#","parameters":{"n":1},"conditions":{"cpus":4}"#)
                + line(#","parameters":{"n":2},"conditions":{"cpus":2}"#), ["cpus": .text("2, 4")]
        ),
    ]

    @Test(arguments: conditions) func `what tools say of machine and run are conditions`(
        _ text: String, _ conditions: [String: Parameters.Value]
    ) throws {
        let samples = #""benchmarks": [{"name": "a", "fullname": "a", "real_time": 1, "stats": {"mean": 1}}]"#
        let full = text.replacing("\"benchmarks\": []", with: samples)
        #expect(try BenchOutput.read(full).get().conditions == conditions)
    }

    @Test func `go's package is part of a metric's name, whatever else ran`() throws {
        let one = "goos: linux\npkg: example.org/a\n" + Self.go("BenchmarkX-2")
        let other = "goos: linux\npkg: example.org/b\n" + Self.go("BenchmarkX-2")
        let alone = try BenchOutput.read(one).get().samples.map(\.metric)
        let both = try BenchOutput.read(one + other).get().samples.map(\.metric)
        #expect(alone.map(\.description) == ["time(benchmark=X, package=example.org/a)"])
        #expect(both.count == 2)
        #expect(both[0] == alone[0])
    }

    static let equalNames = [
        Reading(
            "hyperfine",
            """
            {"results": [{"command": "a", "mean": 1}, {"command": "a", "mean": 9}, {"command": "b", "mean": 5}]}
            """,
            ["time(command=a) 1.0 s less", "time(command=a, occurrence=2) 9.0 s less", "time(command=b) 5.0 s less"]),
        Reading(
            "google, two families of one name",
            """
            {"context": {}, "benchmarks": [
            {"name": "A", "run_name": "A", "family_index": 0, "repetition_index": 0, "repetitions": 2, "real_time": 1},
            {"name": "A", "run_name": "A", "family_index": 0, "repetition_index": 1, "repetitions": 2, "real_time": 3},
            {"name": "A", "run_name": "A", "family_index": 1, "repetition_index": 0, "repetitions": 1, "real_time": 9}]}
            """,
            ["real_time(benchmark=A) 2.0 ns less", "real_time(benchmark=A, occurrence=2) 9.0 ns less"]),
        Reading(
            "google, the program run twice",
            """
            {"context": {}, "benchmarks": [
            {"name": "A", "run_name": "A", "repetition_index": 0, "repetitions": 1, "real_time": 1}]}
            {"context": {}, "benchmarks": [
            {"name": "A", "run_name": "A", "repetition_index": 0, "repetitions": 1, "real_time": 9}]}
            """,
            ["real_time(benchmark=A) 1.0 ns less", "real_time(benchmark=A, occurrence=2) 9.0 ns less"]),
        Reading(
            "pytest",
            """
            {"machine_info": {}, "benchmarks": [
            {"fullname": "a", "stats": {"mean": 1}}, {"fullname": "a", "stats": {"mean": 9}}]}
            """,
            ["time(benchmark=a) 1.0 s less", "time(benchmark=a, occurrence=2) 9.0 s less"]),
    ]

    private static func pattern(_ text: String) -> BenchFormat { .pattern(try! LinePattern(text, unit: "ms")) }
    private static let took = pattern(#"took (?<value>[\d.]+)"#)

    /// The times are as printk, a log writer and `ts` write them.
    static let repetitions = [
        Reading("a pattern", "took 5 ms\ntook 7 ms\n", as: took, ["value 6.0 ms less"]),
        Reading("after printk's time", "[    0.51] took 5 ms\n[   12.52] took 7 ms\n", as: took, ["value 6.0 ms less"]),
        Reading(
            "after the time of day", "2026-11-25T10:00:01.5Z took 5 ms\n2026-11-25T10:00:02Z took 7 ms\n", as: took,
            ["value 6.0 ms less"]),
        Reading(
            "two metrics of a line, in any order", "a 5, b 1\nb 3, a 7\n", as: pattern(#"(?<metric>\w) (?<value>\d)"#),
            ["a 6.0 ms less", "b 2.0 ms less"]),
        Reading(
            "declared by a group", "run 1 took 5 ms\nrun 2 took 7 ms\n",
            as: pattern(#"run (?<repetition>\d+) took (?<value>\d+)"#), ["value 6.0 ms less"]),
        Reading(
            "declared by a key",
            #"{"metric":"a","unit":"ms","value":5,"repetition":1}"# + "\n"
                + #"{"metric":"a","unit":"ms","value":7,"repetition":2}"#, ["a 6.0 ms less"]),
        Reading(
            "what is no key to tell by",
            #"{"metric":"a","unit":"ms","value":5,"info":{"load":1}}"# + "\n"
                + #"{"metric":"a","unit":"ms","value":7,"info":{"load":2},"note":null}"#, ["a 6.0 ms less"]),
    ]

    @Test(arguments: repetitions) func `lines that are alike are repetitions`(_ reading: Reading) {
        #expect(summary(reading.text, as: reading.format) == reading.expected)
    }

    private static func line(_ more: String, _ value: Int = 5) -> String {
        "{\"metric\":\"a\",\"unit\":\"ms\",\"value\":\(value)\(more)}\n"
    }

    static let others: [(text: String, format: BenchFormat?, line: Int, keys: [String])] = [
        (line(#","size":32"#) + line(#","size":64"#), nil, 2, ["size"]),
        (line(#","name":"x","n":1"#) + line(#","name":"y","n":1"#), nil, 2, ["name"]),
        (line(#","size":32"#) + line(#","size":32"#) + line(""), nil, 3, ["size"]),
        (line(#","conditions":{"cpus":2}"#) + line(#","conditions":{"cpus":4}"#), nil, 2, ["cpus"]),
        ("copy took 5 ms\nmove took 7 ms\n", took, 2, []), ("[32] took 5 ms\n[64] took 7 ms\n", took, 2, []),
        ("10:00:01 32 took 5 ms\n10:00:02 64 took 7 ms\n", took, 2, []),
        ("copy took 5 ms, move took 7 ms\n", took, 1, []), ("took 5 ms (n=1)\ntook 7 ms (n=2)\n", took, 2, []),
        (
            "a took 5 on 2\na took 7 on 4\n",
            .pattern(try! LinePattern(#"took (?<value>\d) on (?<cpus>\d)"#, unit: "ms", conditions: ["cpus"])), 2, []
        ),
    ]

    @Test(arguments: others) func `lines of one metric that something tells apart are no repetitions`(
        _ text: String, _ format: BenchFormat?, _ line: Int, _ keys: [String]
    ) {
        guard case .failure(.badLine(line, _, .another(1, keys))) = BenchOutput.read(text, as: format) else {
            Issue.record("\(BenchOutput.read(text, as: format))")
            return
        }
    }

    @Test(arguments: equalNames) func `equal names are numbered, not averaged`(_ reading: Reading) {
        #expect(summary(reading.text) == reading.expected)
    }

    /// Units as in `go test -bench` and in b.ReportMetric; counters of google's user guide.
    static let directions = [
        Reading(
            "go",
            "BenchmarkA 10 5 ns/op 1 MB/s 2 B/op 3 allocs/op 4 qps 5 req/s 6 hit-ratio 7 p99-ns\n",
            [
                "time(benchmark=A) 5.0 ns/op less", "throughput(benchmark=A) 1.0 MB/s more",
                "bytes(benchmark=A) 2.0 B/op less", "allocations(benchmark=A) 3.0 allocs/op less",
                "qps(benchmark=A) 4.0 qps unknown", "req/s(benchmark=A) 5.0 req/s unknown",
                "hit-ratio(benchmark=A) 6.0 hit-ratio unknown", "p99-ns(benchmark=A) 7.0 p99-ns unknown",
            ]),
        Reading(
            "go, units called as its metrics", "BenchmarkA 10 5 ns/op 2 B/op 7 bytes 9 time\n",
            [
                "time(benchmark=A) 5.0 ns/op less", "bytes(benchmark=A) 2.0 B/op less",
                "reported-bytes(benchmark=A) 7.0 bytes less", "reported-time(benchmark=A) 9.0 time unknown",
            ]),
        Reading(
            "go's Unit lines, wherever they stand",
            "BenchmarkA 10 4 qps 3 miss/op\nUnit qps better=higher\nUnit miss/op assume=exact better=lower\n",
            ["qps(benchmark=A) 4.0 qps more", "miss/op(benchmark=A) 3.0 miss/op less"]),
        Reading(
            "google",
            """
            {"context": {}, "benchmarks": [{"name": "A", "real_time": 1, "time_unit": "ms", "FooRate": 2,
            "items_per_second": 3, "bytes_per_second": 4, "lost_per_second": 5}]}
            """,
            [
                "real_time(benchmark=A) 1.0 ms less", "FooRate(benchmark=A) 2.0 1 unknown",
                "bytes_per_second(benchmark=A) 4.0 1/s more", "items_per_second(benchmark=A) 3.0 1/s more",
                "lost_per_second(benchmark=A) 5.0 1/s unknown",
            ]),
        Reading(
            "JSON lines",
            """
            {"metric":"a","unit":"ms","value":1}
            {"metric":"b","unit":"KiB","value":1}
            {"metric":"c","unit":"req/s","value":1}
            {"metric":"d","unit":"req/s","value":1,"better":"more"}
            {"metric":"e","unit":"cycles","value":1,"better":"less"}
            {"metric":"f","unit":"cycles","value":1,"better":"unknown"}
            {"metric":"g","unit":"MB/s","value":1}
            """,
            [
                "a 1.0 ms less", "b 1.0 KiB less", "c 1.0 req/s unknown", "d 1.0 req/s more", "e 1.0 cycles less",
                "f 1.0 cycles unknown", "g 1.0 MB/s unknown",
            ]),
    ]

    @Test(arguments: directions) func `which way is better is known or said, not guessed`(_ reading: Reading) {
        #expect(summary(reading.text) == reading.expected)
    }
}
