import Testing

@testable import Judging
@testable import Outputs
@testable import Statistics

@Suite struct SearchReaderTests {
    private func results(_ outcomes: TestResult.Outcome...) -> [TestResult] {
        outcomes.map { TestResult(name: "opens", outcome: $0) }
    }

    static let exact: [(String, [String: Parameters.Value], Bool)] = [
        ("virtual cycles", ["exact": .flag(true)], true), ("virtual cycles", ["exact": .flag(false)], false),
        ("virtual cycles", [:], false), ("ns", ["exact": .flag(true)], false),
    ]

    @Test(arguments: exact) func `a value is exact where the benchmark says so, and no clock's`(
        _ unit: String, _ conditions: [String: Parameters.Value], _ isExact: Bool
    ) throws {
        let metric = Metric(name: "m", parameters: Parameters(), unit: unit, better: .less)
        var reader = SearchReader()
        let output = BenchOutput(samples: [(metric, 5)], conditions: conditions)
        #expect(try reader.read(output, for: MetricPattern(reading: "m")) == .metric(5))
        #expect(reader.isExact == isExact)
    }

    @Test func `of a name that stands twice the worst result answers`() throws {
        var reader = SearchReader()
        #expect(try reader.read(results(.pass, .fail), for: "opens") == .failed)
        #expect(try reader.read(results(.fail, .pass), for: "opens") == .failed)
        #expect(try reader.read(results(.skip, .pass), for: "opens") == .passed)
        #expect(try reader.read(results(.skip), for: "opens") == .untestable)
    }
}
