import Foundation
import Testing

@testable import Outputs

/// Line ends, encodings, and what else stands in an output.
@Suite struct BenchTextTests {
    static let outputs = [
        Reading("go", "goos: linux\nBenchmarkX-2 \t 100 \t 5 ns/op\nPASS\n", ["time(benchmark=X) 5.0 ns/op less"]),
        Reading("JSON lines", "start\n" + #"{"metric":"a","unit":"ms","value":5}"# + "\n", ["a 5.0 ms less"]),
        Reading(
            "criterion", #"{"reason":"benchmark-complete","id":"b","mean":{"estimate":4.5,"unit":"ns"}}"# + "\n",
            ["time(benchmark=b) 4.5 ns less"]),
        Reading(
            "hyperfine", "{\n\"results\": [\n{\"command\": \"b\", \"mean\": 1.5}\n]\n}\n",
            ["time(command=b) 1.5 s less"]),
        Reading(
            "google", "{\n\"context\": {},\n\"benchmarks\": [\n{\"name\": \"b\", \"real_time\": 1.5}\n]\n}\n",
            ["real_time(benchmark=b) 1.5 ns less"]),
        Reading(
            "pattern", "took 5 ms\n", as: .pattern(try! LinePattern(#"^took (?<value>\d+) ms$"#, unit: "ms")),
            ["value 5.0 ms less"]),
    ]

    @Test(arguments: outputs) func `line ends and marks of byte order are nothing`(_ output: Reading) throws {
        for text in [
            output.text, output.text.replacing("\n", with: "\r\n"), output.text.replacing("\n", with: "\r\r\n"),
            "\u{FEFF}" + output.text, "\u{FEFF}" + output.text.replacing("\n", with: "\r\n"),
            String(output.text.dropLast()), output.text.replacing("\n", with: "\n\u{FEFF}"),
        ] {
            #expect(summary(text, as: output.format) == output.expected)
        }
    }

    @Test(arguments: outputs) func `UTF-16 is read, with a mark or without`(_ output: Reading) throws {
        for text in [output.text, output.text.replacing("\n", with: "\r\n")] {
            for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
                for start in ["", "\u{FEFF}"] {
                    let bytes = try #require((start + text).data(using: encoding))
                    #expect(summary(BenchOutput.read(bytes: Array(bytes), as: output.format)) == output.expected)
                }
            }
        }
    }

    static let names = ["gr\u{F6}\u{DF}e", "caf\u{E9}", "\u{B5}bench"]

    @Test(arguments: names) func `names keep their letters in every encoding`(_ name: String) throws {
        let text = #"{"metric":"\#(name)","unit":"\#u{B5}s","value":5}"# + "\n"
        let encodings: [String.Encoding] = [.utf8, .isoLatin1, .utf16]
        for encoding in encodings {
            let bytes = try #require(text.data(using: encoding))
            #expect(summary(BenchOutput.read(bytes: Array(bytes))) == ["\(name) 5.0 \u{B5}s less"])
        }
    }

    @Test func `what a terminal shows over a line before it is read`() {
        #expect(summary("10%\r50%\r" + #"{"metric":"a","unit":"ms","value":5}"# + "\n") == ["a 5.0 ms less"])
        #expect(summary("10%\rBenchmarkX 100 5 ns/op\n") == ["time(benchmark=X) 5.0 ns/op less"])
        #expect(summary("BenchmarkX 100 5 ns/op\rBenchmarkY 100 5 ns/op\r").count == 2)
    }

    private static let metric = #"{"metric":"a","unit":"ms","value":5}"#
    private static let hyperfine = "{\"results\": [\n{\"command\": \"b\", \"mean\": 1.5}]}"
    private static let google = "{\"context\": {},\n\"benchmarks\": [{\"name\": \"b\", \"real_time\": 1.5}]}"

    static let noise = [
        Reading("text", "warming up\n\(metric)\nbye\n", ["a 5.0 ms less"]),
        Reading("braces", "{worker 1}\n{ }\n{\"level\":\"info\",\"n\":1}\n\(metric)\n", ["a 5.0 ms less"]),
        Reading("a prefix", "[    0.51] \(metric)\nbench_1 | {x} \(metric)\n", ["a 5.0 ms less"]),
        Reading("a list", "[\(metric),\(metric)]\n", ["a 5.0 ms less"]),
        Reading("no end of line between", "\(metric)\(metric) done\n", ["a 5.0 ms less"]),
        Reading("before a document", "Benchmark 1: b\n  {not yet}\n\(hyperfine)\n", ["time(command=b) 1.5 s less"]),
        Reading("on its line", "result: \(hyperfine) ok {\n", ["time(command=b) 1.5 s less"]),
        Reading(
            "between documents", "a\n\(hyperfine)\nb {\n\(hyperfine.replacing("\"b\"", with: "\"c\""))\nc\n",
            ["time(command=b) 1.5 s less", "time(command=c) 1.5 s less"]),
        Reading(
            "around google's", "Run on (2 CPUs)\n{\n\(google)\n---\n", ["real_time(benchmark=b) 1.5 ns less"]),
        Reading(
            "around criterion's",
            "Compiling x\n{\"reason\":\"benchmark-complete\",\"id\":\"b\",\"mean\":{\"estimate\":4.5}}\nok {}\n",
            ["time(benchmark=b) 4.5 ns less"]),
        Reading(
            "go, a benchmark that prints", "BenchmarkX-8 \t hello\nworld\n     100\t  5.5 ns/op\nok  \ta\t1.2s\n",
            ["time(benchmark=X) 5.5 ns/op less"]),
    ]

    @Test(arguments: noise) func `other text is passed over`(_ reading: Reading) {
        #expect(summary(reading.text) == reading.expected)
    }

    static let broken = [
        Reading("cut off", "\(metric)\n{\"metric\":\"b\",\"unit\":\"ms\",\"val\n", ["line 2: notAnObject"]),
        Reading(
            "cut off, the metric later", "\(metric)\n{\"unit\":\"ms\",\"metric\":\"b\",\n", ["line 2: notAnObject"]),
        Reading("torn by another writer", "\(metric)\n{\"metric\":\"b\",warning: x\n", ["line 2: notAnObject"]),
        Reading(
            "without a value", "\(metric)\n{\"metric\":\"b\",\"unit\":\"ms\"}\n", ["line 2: missing(key: \"value\")"]),
        Reading("on several lines", "{\n\"metric\": \"b\",\n\"value\": 1}\n", ["line 2: notAnObject"]),
        Reading("a key twice", "\(metric.dropLast()),\"value\":7}\n", ["line 1: doubleKey(\"value\")"]),
        Reading("hyperfine cut off", "a\n" + hyperfine.dropLast(2) + "\n", ["line 3: notJSON"]),
        Reading("google cut off", google.dropLast(8) + "", ["line 2: notJSON"]),
        Reading(
            "criterion cut off",
            "{\"reason\":\"benchmark-complete\",\"id\":\"b\",\"mean\":{\"estimate\":4.5}}\n{\"reason\":\"bench",
            ["line 2: notJSON"]),
        Reading(
            "criterion's build failed", "{\"reason\":\"build-finished\",\"success\":false}\n",
            ["line 1: failed(\"the build\")"]),
        Reading("nothing", "warming up\n{}\n[1]\n", ["noMetric"]),
    ]

    @Test(arguments: broken) func `what begins like a result and is broken is an error`(_ reading: Reading) {
        #expect(summary(reading.text) == reading.expected)
    }

    static let formats: [(text: String, format: BenchFormat?)] = [
        ("", nil), (" \r\n\u{FEFF}", nil), ("hello", .jsonLines), ("hello\n" + hyperfine, .hyperfine),
        ("{\"level\":\"info\",\"results\":3}\n" + metric, .jsonLines), ("x {\n" + google, .googleBenchmark),
        ("{\"machine_info\": {}, \"benchmarks\": [{\"stats\": {\"mean\": 1, \"median\": 1}},", .pytestBenchmark),
        ("Benchmarking 100 5 ns/op\nBenchmark 1: sleep 1\nBenchmarkX 5 5 ns/op", .goBench),
    ]

    @Test(arguments: formats) func `a format is told by the first thing that is one's`(
        _ text: String, _ format: BenchFormat?
    ) {
        #expect(BenchFormat.detect(text) == format)
    }
}
