import PatchModel
import Testing

@testable import Outputs

@Suite struct BenchOutputTests {
    private static func line(_ name: String, size: Int, _ value: Double) -> String {
        #"{"metric":"\#(name)","parameters":{"size":\#(size)},"unit":"cycles","value":\#(value),"better":"less"}"#
    }

    private static func metric(_ name: String, size: Int) -> Metric {
        Metric(name: name, parameters: Parameters(["size": .integer(size)]), unit: "cycles", better: .less)
    }

    @Test func `samples come in the order of their first line, several of one metric as their mean`() throws {
        let text = [
            Self.line("alloc", size: 32, 300), Self.line("free", size: 32, 800), "", Self.line("alloc", size: 32, 400),
        ]
        let output = try BenchOutput.read(text.joined(separator: "\n")).get()
        #expect(output.samples.map(\.metric) == [Self.metric("alloc", size: 32), Self.metric("free", size: 32)])
        #expect(output.samples.map(\.value) == [350, 800])
    }

    @Test func `a metric may carry the conditions of the run`() throws {
        let line = Self.line("alloc", size: 8, 1).dropLast() + #","conditions":{"cpus":2,"N":100000}}"#
        let output = try BenchOutput.read(String(line)).get()
        #expect(output.conditions == ["cpus": .integer(2), "N": .integer(100_000)])
        #expect(output.samples.map(\.metric) == [Self.metric("alloc", size: 8)])
    }

    @Test func `conditions alone are no metric`() throws {
        let text = #"{"conditions":{"cpus":2,"test":"pairs"}}"# + "\n" + Self.line("alloc", size: 8, 1)
        let output = try BenchOutput.read(text).get()
        #expect(output.conditions == ["cpus": .integer(2), "test": .text("pairs")])
        #expect(output.samples.count == 1)
    }

    static let wrong: [(String, BenchProblem)] = [
        ("", .noMetric),
        (#"{"conditions":{"cpus":2}}"#, .noMetric),
        (
            line("a", size: 1, 1) + "\n" + #"{"metric":"b"}"#,
            .badLine(number: 2, text: #"{"metric":"b"}"#, reason: .missing(key: "unit"))
        ),
        (
            #"{"metric":"b","unit":"s","value":"1","better":"less"}"#,
            .badLine(
                number: 1, text: #"{"metric":"b","unit":"s","value":"1","better":"less"}"#,
                reason: .wrongType(key: "value"))
        ),
        (
            #"{"metric":"b","unit":"s","value":1,"better":"smaller"}"#,
            .badLine(
                number: 1, text: #"{"metric":"b","unit":"s","value":1,"better":"smaller"}"#,
                reason: .wrongType(key: "better"))
        ),
    ]

    @Test(arguments: wrong) func `a line that is no sample is named`(_ text: String, _ problem: BenchProblem) {
        #expect(BenchOutput.read(text) == .failure(problem))
    }
}
