import Foundation
import Machine
import Outputs
import PatchModel

/// Why a stage could not be made, built or measured.
public struct StageProblem: Error {
    public var stage: StageID
    public var cause: Cause
    /// What the series' commits stand on, where that may be why.
    public var start: RangeStart?

    init(stage: StageID, cause: Cause, start: RangeStart? = nil) {
        (self.stage, self.cause, self.start) = (stage, cause, start)
    }

    /// The metrics that the stage's benchmark named, where it gave a value of none.
    var missing: [MissingMetric] {
        if case .bench(.noValue(let missing, _), _) = cause { missing } else { [] }
    }

    public enum Cause: Error {
        /// The stage's own patch does not apply.
        case doesNotApply(StageFailure)
        /// An earlier patch does not apply, so there is nothing to stand on.
        case notMade(after: StageID)
        case build(BuildProblem)
        /// `log` is the file that the problem is in, or what the command printed.
        case bench(BenchProblem, log: URL)
        /// What it measured cannot be compared with what other stages did.
        case incomparable(MetricConflict)
        /// The command itself did not succeed.
        case benchFailed(CommandOutcome, log: URL)
        /// It did not succeed while its instructions were counted.
        case countFailed(CommandOutcome, InstructionCounter, log: URL)
        /// It succeeded, and the counter left no number.
        case notCounted(BadCount, InstructionCounter, log: URL)
        /// On a node it could not be built, tested or measured: what that says of it.
        case elsewhere(node: String, isBuild: Bool, text: String, log: URL)
    }
}

/// Why a build left nothing to test or measure.
public enum BuildProblem: Error, Sendable, Equatable {
    /// `command` did not succeed; `lastLines` of what it printed, all of it in `log`.
    case failed(command: String, CommandOutcome, lastLines: [String], log: URL)
    /// The build succeeded without leaving a file that the plan keeps.
    case leftNothing(file: String, log: URL)
}
