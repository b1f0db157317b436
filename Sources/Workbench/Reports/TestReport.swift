import Judging
import Outputs
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
        public var stage: StageID
        /// Each name once.
        public let tests: [TestResult]
        /// The path of the log.
        public var log: String

        package init(stage: StageID, tests: [TestResult], log: String) {
            self.stage = stage
            self.tests = tests.merged
            self.log = log
        }
    }

    /// Names of all tests, in the order in which they are first met.
    public var testNames: [String] {
        var seen: Set<String> = []
        return results.flatMap { $0.tests.map(\.name) }.filter { seen.insert($0).inserted }
    }

    /// What the patches did to the tests.
    public var changes: TestChanges { TestChanges(results) }

    /// Whether every stage was tested and nothing failed that speaks against the series.
    public var isGood: Bool {
        guard problems.isEmpty, !wasInterrupted else { return false }
        let changes = changes
        return !results.contains { stage in stage.tests.contains { changes.counts($0, at: stage.stage) } }
    }
}
