import Foundation
import Testing

@testable import Outputs

@Suite struct LargeOutputTests {
    private static let count = 8_000

    static let outputs: [(name: String, text: String)] = [
        ("go", (0..<count).map { "BenchmarkX/i=\($0)-8 \t 100 \t 5 ns/op\n" }.joined()),
        ("JSON lines", (0..<count).map { #"{"metric":"a\#($0)","unit":"ms","value":5}"# + "\n" }.joined()),
        (
            "google on one line",
            #"{"context": {}, "benchmarks": ["#
                + (0..<count).map { #"{"name": "\#($0)", "real_time": 5}"# }.joined(separator: ",") + "]}"
        ),
        (
            "hyperfine",
            "{\"results\": [\n" + (0..<count).map { #"{"command": "\#($0)", "mean": 5}"# }.joined(separator: ",\n")
                + "]}"
        ),
    ]

    @Test(.timeLimit(.minutes(10)), arguments: outputs) func `thousands of metrics are read in time`(
        _ name: String, _ text: String
    ) throws {
        let samples = try BenchOutput.read(text).get().samples
        #expect(samples.count == Self.count)
        #expect(samples.allSatisfy { $0.value == 5 })
    }

    @Test func `a file is read in pieces, and no line is torn`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let noise = String(repeating: "nothing of note here\n", count: 500)
        let parts = (0..<300).map { noise + #"{"metric":"a\#($0)","unit":"ms","value":5}"# + "\r\n" }
        try Data(parts.joined().utf8).write(to: file)
        #expect(try BenchOutput.read(.file(file)).get().samples.count == 300)
        #expect(BenchOutput.read(.file(file.appending(path: "not there"))) == .failure(.noMetric))
    }

    @Test func `a line beyond what is read is named`() {
        let text = [UInt8](repeating: 0x78, count: BenchLimit.line.count + 1)
        #expect(summary(BenchOutput.read(bytes: text)) == ["line 1: beyond(Outputs.BenchLimit.line)"])
    }
}
