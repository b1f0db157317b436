import Judging
import Outputs
import PatchModel

/// What the patches did to the tests: a series is judged by its top, and by what a patch breaks.
public struct TestChanges: Sendable {
    /// A test that has another outcome from a stage on.
    public struct Change: Sendable, Equatable {
        public let test: String
        /// The last stage that had the other outcome, and the first that has this one.
        public let stages: StagePair
    }

    /// Tests that passed for the first time, or again: `fail -> pass`.
    public private(set) var fixes: [Change] = []
    /// Tests that passed before: `pass -> fail`.
    public private(set) var regressions: [Change] = []
    /// Where each test first did anything else than fail: before that, it waited for its fix.
    private var firstPass: [String: Int] = [:]
    private let places: [StageID: Int]

    /// - Parameter results: In the order of the stages.
    init(_ results: [TestReport.StageResults]) {
        places = Dictionary(results.enumerated().map { ($1.stage, $0) }, uniquingKeysWith: { first, _ in first })
        var last: [String: (place: Int, state: State)] = [:]
        /// What of a command goes wrong has no line in a report that goes well.
        let troubles = Set(results.flatMap(\.tests).lazy.map(\.name).filter(TestResult.isOfCommand))
        for (place, stage) in results.enumerated() {
            let named = Set(stage.tests.lazy.map(\.name).filter(troubles.contains))
            let quiet = stage.tests.isEmpty ? [] : troubles.subtracting(named).sorted().map { ($0, State.passes) }
            for (name, state) in stage.tests.compactMap({ test in State(test).map { (test.name, $0) } }) + quiet {
                defer { last[name] = (place, state) }
                if state != .fails, firstPass[name] == nil { firstPass[name] = state == .passes ? place : 0 }
                guard let (before, was) = last[name], was != state else { continue }
                let change = Change(
                    test: name, stages: StagePair(before: results[before].stage, after: stage.stage))
                if state == .passes { fixes.append(change) }
                if state == .fails, was == .passes { regressions.append(change) }
            }
        }
    }

    private enum State: Equatable {
        case passes, fails, failsAsExpected

        /// Nil for a test that did not run.
        init?(_ test: TestResult) {
            switch test.outcome {
            case .skip: return nil
            case .pass: self = .passes
            case .fail, .crash, .timeout: self = test.isExpected ? .failsAsExpected : .fails
            }
        }
    }

    /// Whether a result speaks against the series: a failure does, but before the patch from which on its test passes.
    ///
    /// A test that says itself at which stages it cannot pass is taken at its word at the others.
    public func counts(_ test: TestResult, at stage: StageID) -> Bool {
        guard test.isUnexpectedFailure else { return false }
        guard let first = firstPass[test.name], let place = places[stage] else { return true }
        return place >= first
    }
}
