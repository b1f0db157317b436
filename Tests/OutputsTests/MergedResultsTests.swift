import Testing

@testable import Outputs

@Suite struct MergedResultsTests {
    private func result(_ outcome: TestResult.Outcome, expected: Bool = false, times: Int = 1) -> TestResult {
        TestResult(name: "a", outcome: outcome, isExpected: expected, message: outcome.rawValue, times: times)
    }

    /// From the weakest to the worst.
    static let order: [(TestResult.Outcome, Bool)] = [
        (.skip, false), (.pass, false), (.fail, true), (.timeout, true), (.crash, true), (.fail, false),
        (.timeout, false), (.crash, false),
    ]

    @Test func `of one name the worst counts, wherever it stands`() {
        for (index, weak) in Self.order.enumerated() {
            for worse in Self.order[(index + 1)...] {
                let both = [result(weak.0, expected: weak.1), result(worse.0, expected: worse.1)]
                let wanted = result(worse.0, expected: worse.1, times: 2)
                #expect(both.merged == [wanted])
                #expect(Array(both.reversed()).merged == [wanted])
            }
        }
    }

    @Test func `names keep the place where they are first met`() {
        let names = ["c", "a", "b", "a", "c", "a"].map { TestResult(name: $0, outcome: .pass) }
        #expect(names.merged.map(\.name) == ["c", "a", "b"])
        #expect(names.merged.map(\.times) == [2, 3, 1])
        #expect(names.merged.merged == names.merged)
        #expect([TestResult]().merged == [])
    }
}
