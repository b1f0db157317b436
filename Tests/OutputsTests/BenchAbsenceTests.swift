import Testing

@testable import Outputs

/// What did not run, and what is no number. Sources: src/json_reporter.cc of google/benchmark (`FormatKV` writes `NaN`
/// and `Infinity`), src/benchmark/benchmark_result.rs of sharkdp/hyperfine, src/testing/benchmark.go of go, Python's
/// `json.dumps`.
@Suite struct BenchAbsenceTests {
    private static func google(_ entries: String...) -> String {
        "{\"context\": {},\n\"benchmarks\": [\n\(entries.joined(separator: ",\n"))\n]}\n"
    }

    private static func entry(_ name: String, _ more: String = "", time: String = "5") -> String {
        """
        {"name": "\(name)", "run_name": "\(name)", "run_type": "iteration", "iterations": 10, "real_time": \(time), \
        "time_unit": "us"\(more)}
        """
    }

    static let notRun = [
        Reading(
            "google skipped",
            google(entry("A"), entry("B", #", "skipped": true, "skip_message": "no AVX""#, time: "0")),
            [
                "real_time(benchmark=A) 5.0 us less", "real_time(benchmark=B) skipped 4: no AVX",
                "cpu_time(benchmark=B) skipped 4: no AVX",
            ]),
        Reading(
            "google error",
            google(entry("A"), entry("B", #", "error_occurred": true, "error_message": "no file""#, time: "0")),
            [
                "real_time(benchmark=A) 5.0 us less", "real_time(benchmark=B) failed 4: no file",
                "cpu_time(benchmark=B) failed 4: no file",
            ]),
        Reading(
            "google error in one repetition",
            google(
                entry("A", #", "repetitions": 2, "repetition_index": 0, "hits": 3"#), entry("C"),
                entry("A", #", "repetition_index": 1, "error_occurred": true, "hits": 0"#, time: "0")),
            [
                "real_time(benchmark=C) 5.0 us less", "real_time(benchmark=A) failed 5: ",
                "cpu_time(benchmark=A) failed 5: ", "hits(benchmark=A) failed 5: ",
            ]),
        Reading(
            "google without iterations",
            google(entry("A"), entry("B", time: "0").replacing("\"iterations\": 10", with: "\"iterations\": 0")),
            [
                "real_time(benchmark=A) 5.0 us less", "real_time(benchmark=B) skipped 4: 0 iterations",
                "cpu_time(benchmark=B) skipped 4: 0 iterations",
            ]),
        Reading(
            "hyperfine exit status",
            """
            {"results": [{"command": "a", "mean": 1, "exit_codes": [0, 0]},
            {"command": "b", "mean": 0.1, "user": 0.1, "exit_codes": [0, 127]},
            {"command": "c", "mean": 0.1, "exit_codes": [null]}]}
            """,
            [
                "time(command=a) 1.0 s less", "time(command=b) failed 2: exit status 127",
                "user(command=b) failed 2: exit status 127", "time(command=c) failed 3: ended by a signal",
            ]),
        Reading(
            "go skip", "--- SKIP: BenchmarkA/x\n    x_test.go:5: no network\nBenchmarkB-8 \t 100 \t 5 ns/op\nPASS\n",
            ["time(benchmark=B) 5.0 ns/op less", "time(benchmark=A/x) skipped 1: x_test.go:5: no network"]),
        Reading(
            "pytest without rounds",
            """
            {"machine_info": {}, "benchmarks": [
            {"fullname": "a", "stats": {"mean": 1, "rounds": 5}},
            {"fullname": "b", "stats": {"mean": 0, "rounds": 0}},
            {"fullname": "c", "stats": {}},
            {"fullname": "d", "stats": {"mean": 0}, "error": "boom"}]}
            """,
            [
                "time(benchmark=a) 1.0 s less", "time(benchmark=b) skipped 3: 0 rounds",
                "time(benchmark=c) not-printed 4: stats", "time(benchmark=d) failed 5: boom",
            ]),
        Reading(
            "JSON lines",
            """
            {"metric": "a", "unit": "ms", "value": 1}
            {"metric": "b", "skipped": "no such size"}
            {"metric": "c", "unit": "ms", "value": 0, "failed": true}
            """,
            ["a 1.0 ms less", "b skipped 2: no such size", "c failed 3: "]),
        Reading(
            "JSON lines, in the words of others",
            """
            {"metric": "a", "unit": "ms", "value": 1, "status": "passed", "ok": true, "exit_code": 0, "error": null}
            {"metric": "b", "unit": "ms", "value": 0, "status": "skipped"}
            {"metric": "c", "unit": "ms", "value": 0, "result": "Timed out"}
            {"metric": "d", "unit": "ms", "value": 0, "ok": false}
            {"metric": "e", "unit": "ms", "value": 0.1, "exit_code": 127}
            """,
            [
                "a 1.0 ms less", "b skipped 2: status skipped", "c failed 3: result Timed out", "d failed 4: not ok",
                "e failed 5: exit status 127",
            ]),
    ]

    @Test(arguments: notRun) func `what did not run is missing`(_ reading: Reading) {
        #expect(summary(reading.text, as: reading.format) == reading.expected)
    }

    /// go ends with 1 after each of these, which a pipe hides.
    static let failed: [(text: String, line: Int, words: String)] = [
        ("BenchmarkA-8 100 5 ns/op\nFAIL\n", 2, "FAIL"),
        ("BenchmarkA-8 100 5 ns/op\nexit status 1\n", 2, "exit status 1"),
        (
            "BenchmarkA-8 100 5 ns/op\nBenchmarkB-8 \t--- FAIL: BenchmarkB-8\n    x_test.go:9: bad\nFAIL\n", 2,
            "BenchmarkB-8"
        ),
        ("pkg: a\nBenchmarkA-8 100 5 ns/op\n    --- FAIL: BenchmarkB/x (0.00s)\n", 3, "BenchmarkB/x"),
        (
            "BenchmarkA-8 100 5 ns/op\nPASS\nFAIL\texample.org/b [build failed]\n", 3,
            "FAIL example.org/b [build failed]"
        ),
        (
            "BenchmarkA-8 100 5 ns/op\npanic: runtime error: index out of range\n", 2,
            "panic: runtime error: index out of range"
        ),
        ("BenchmarkA-8 100 5 ns/op\nsignal: killed\n", 2, "signal: killed"),
    ]

    @Test(arguments: failed) func `a run of go that says that it failed is none`(
        _ text: String, _ line: Int, _ words: String
    ) {
        #expect(summary(text) == ["line \(line): failed(\"\(words)\")"])
    }

    static let allMissing = [
        Reading(
            "google", google(entry("B", #", "skipped": true"#, time: "0")),
            ["real_time(benchmark=B) skipped 3: ", "cpu_time(benchmark=B) skipped 3: "]),
        Reading(
            "hyperfine", #"{"results": [{"command": "x y", "mean": 1, "exit_codes": [1]}]}"#,
            [#"line 1: failed("x y: exit status 1")"#]),
        Reading("go", "BenchmarkA 100 NaN ns/op", [#"line 1: notANumber("NaN")"#]),
        Reading("JSON lines", #"{"metric": "b", "skipped": "no such size"}"#, ["b skipped 1: no such size"]),
        Reading(
            "one skipped, one failed", #"{"metric":"a","skipped":"x"}"# + "\n" + #"{"metric":"b","failed":"y"}"#,
            [#"line 2: failed("b: y")"#]),
    ]

    @Test(arguments: allMissing) func `where nothing ran there is no sample`(_ reading: Reading) {
        #expect(summary(reading.text, as: reading.format) == reading.expected)
    }

    /// From docs/user_guide.md and versions before 1.5, which have no `run_type`.
    static let aggregates = [
        Reading(
            "complexity",
            google(
                entry("S/8"),
                #"{"name": "S_BigO", "run_name": "S", "run_type": "aggregate", "aggregate_name": "BigO"}"#,
                #"{"name": "S_RMS", "run_name": "S", "run_type": "aggregate", "aggregate_name": "RMS", "rms": 0.02}"#),
            ["real_time(benchmark=S/8) 5.0 us less"]),
        Reading(
            "before 1.5",
            google(
                #"{"name": "A", "iterations": 5, "real_time": 4, "time_unit": "ns"}"#,
                #"{"name": "A", "iterations": 5, "real_time": 6, "time_unit": "ns"}"#,
                #"{"name": "A_mean", "iterations": 2, "real_time": 5, "time_unit": "ns"}"#,
                #"{"name": "A_median", "iterations": 2, "real_time": 5, "time_unit": "ns"}"#,
                #"{"name": "A_stddev", "iterations": 2, "real_time": 1.4, "time_unit": "ns"}"#,
                #"{"name": "A_BigO", "cpu_coefficient": 1, "real_coefficient": 1, "big_o": "N", "time_unit": "ns"}"#,
                #"{"name": "A_RMS", "rms": 0.1}"#),
            ["real_time(benchmark=A) 5.0 ns less"]),
        Reading(
            "aggregates of one, repetitions of the other",
            google(
                entry("A"),
                #"{"name": "B_mean", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 7}"#,
                #"{"name": "B_cv", "run_type": "aggregate", "aggregate_name": "cv", "real_time": 0.1}"#
            ),
            ["real_time(benchmark=A) 5.0 us less", "real_time(benchmark=B) 7.0 ns less"]),
    ]

    @Test(arguments: aggregates) func `aggregates are no benchmarks`(_ reading: Reading) {
        #expect(summary(reading.text, as: reading.format) == reading.expected)
    }

    static let noNumbers = [
        Reading(
            "go", "BenchmarkA-2 10 5 ns/op +Inf x/op\nBenchmarkA-2 10 5 ns/op 1 x/op\n",
            ["time(benchmark=A) 5.0 ns/op less", "x/op(benchmark=A) no-number 1: +Inf"]),
        Reading(
            "google", google(entry("A", ", \"r\": NaN, \"s\": -Infinity, \"t\": 1e400")),
            [
                "real_time(benchmark=A) 5.0 us less", "r(benchmark=A) no-number 3: NaN",
                "s(benchmark=A) no-number 3: -Infinity", "t(benchmark=A) no-number 3: 1e400",
            ]),
        Reading(
            "hyperfine", #"{"results": [{"command": "a", "mean": null, "stddev": null, "user": 1}]}"#,
            ["user(command=a) 1.0 s less", "time(command=a) no-number 1: null"]),
        Reading(
            "pytest",
            """
            {"machine_info": {}, "benchmarks": [
            {"fullname": "a", "stats": {"mean": 1, "stddev": NaN, "data": [NaN, 1]}},
            {"fullname": "b", "stats": {"mean": Infinity}}]}
            """,
            ["time(benchmark=a) 1.0 s less", "time(benchmark=b) no-number 3: Infinity"]),
        Reading(
            "criterion",
            """
            {"reason":"benchmark-complete","id":"a","mean":{"estimate":4.5,"unit":"ns"},"slope":{"estimate":null}}
            {"reason":"benchmark-complete","id":"b","mean":{"estimate":null,"unit":"ns"}}
            """,
            ["time(benchmark=a) 4.5 ns less", "time(benchmark=b) no-number 2: null"]),
        Reading(
            "JSON lines",
            """
            {"metric": "a", "unit": "ms", "value": 1, "stddev": NaN}
            {"metric": "b", "unit": "ms", "value": 1e400}
            {"metric": "c", "unit": "ms", "value": null}
            {"metric": "d", "unit": "ms", "value": "NaN"}
            {"metric": "e", "unit": "ms", "value": -inf}
            """,
            [
                "a 1.0 ms less", "b no-number 2: 1e400", "c no-number 3: null", "d no-number 4: NaN",
                "e no-number 5: -inf",
            ]),
        Reading(
            "pattern", "a: 5\nb: nan\nc: 1e999\nd: 0x10\n",
            as: .pattern(try! LinePattern(#"(?<metric>\w): (?<value>\S+)"#, unit: "ms")),
            ["a 5.0 ms less", "b no-number 2: nan", "c no-number 3: 1e999", "d no-number 4: 0x10"]),
    ]

    @Test(arguments: noNumbers) func `what is no number is named with its line, and is no sample`(_ reading: Reading) {
        #expect(summary(reading.text, as: reading.format) == reading.expected)
    }

    @Test func `numbers whose sum is none have no mean`() {
        let line = #"{"metric": "a", "unit": "ms", "value": 1.7e308}"# + "\n"
        #expect(summary(line + line) == [#"line 1: notANumber("inf")"#])
    }
}
