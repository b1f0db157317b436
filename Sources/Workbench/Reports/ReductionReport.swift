import Judging
import PatchModel

/// As few patches of a series, and hunks of them, as still fail a command.
public struct ReductionReport: Sendable {
    public enum Answer: Sendable {
        /// With these patches and hunks alone.
        case reduced
        /// Not even with all of them.
        case doesNotFail
        /// The base fails.
        case failsWithoutPatches
    }

    public struct Hunk: Sendable {
        public var patch: StageLabel
        public var path: TreePath
        /// In the old file; nil for a file as a whole.
        public var line: Int?
    }

    public var series: String
    public var goal: SearchRequest.Goal
    public var answer: Answer
    /// That are left, of so many.
    public var patches: [StageLabel]
    public var allPatches: Int
    /// Likewise; those of the patches that are left.
    public var hunks: [Hunk]
    public var allHunks: Int
    public var tests: Int
    public var builds: Int
    public var problems: [StageProblem]
    public var wasInterrupted: Bool
}
