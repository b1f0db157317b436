import PatchModel

/// What the tests of some stages gave.
public struct TestReport: Sendable {
    public var series: String
    /// The stages that were asked for, in order.
    public var stages: [StageLabel]
    /// The results of every stage that could be tested, and the file that has all that its tests printed.
    public var results: [StageResults] = []
    public var problems: [StageProblem] = []
    public var wasInterrupted = false

    public struct StageResults: Sendable {
        public var stage: StageNumber
        public var tests: [TestResult]
        /// The path of the log.
        public var log: String
    }

    /// Names of all tests, in the order in which they are first met.
    public var testNames: [String] {
        var seen: Set<String> = []
        return results.flatMap { $0.tests.map(\.name) }.filter { seen.insert($0).inserted }
    }

    /// Whether every stage was tested and nothing failed that should not.
    public var isGood: Bool {
        problems.isEmpty && !wasInterrupted
            && !results.contains { $0.tests.contains(where: \.isUnexpectedFailure) }
    }
}

/// The keys are an interface: they may be added to, never changed.
extension TestReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, tests, stages, problems, interrupted
    }

    private struct Entry: Encodable {
        let stage: StageNumber
        let name: String
        let outcome: TestResult.Outcome
        let expected: Bool
        let message: String
    }

    public func encode(to encoder: any Encoder) throws {
        let entries = results.flatMap { stage in
            stage.tests.map { test in
                Entry(
                    stage: stage.stage, name: test.name, outcome: test.outcome, expected: test.isExpected,
                    message: test.message)
            }
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(entries, forKey: .tests)
        try container.encode(stages, forKey: .stages)
        try container.encode(problems, forKey: .problems)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}
