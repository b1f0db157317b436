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

    static let broken: [(TestResult, Bisection.Reading)] = [
        (TestResult(name: TestResult.command, outcome: .fail, message: "2 were announced, 1 reported"), .failed),
        (TestResult(name: TestResult.command, outcome: .timeout), .failed),
        (TestResult(name: TestResult.wholeCommand, outcome: .crash), .failed),
        (TestResult(name: TestResult.wholeCommand, outcome: .skip), .untestable),
        (TestResult(name: "closes", outcome: .fail), .untestable),
    ]

    @Test(arguments: broken) func `a test that a broken run did not come to did not pass`(
        _ result: TestResult, _ reading: Bisection.Reading
    ) throws {
        var reader = SearchReader()
        #expect(try reader.read(results(.pass), for: "opens") == .passed)
        #expect(try reader.read([result], for: "opens") == reading)
    }

    @Test func `a name that no run has is no test, though all are broken`() throws {
        var reader = SearchReader()
        let broken = [TestResult(name: TestResult.command, outcome: .crash)]
        #expect(try reader.read(broken, for: "opnes") == .failed)
        #expect(throws: JudgingError.self) { try reader.read(broken, for: "opnes") }
    }
}
