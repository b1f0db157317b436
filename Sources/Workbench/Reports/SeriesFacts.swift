import Judging
import Outputs
import PatchModel

/// What is known of a series' stages as they are now, without anything being built, tested or measured for it.
public struct SeriesFacts: Sendable {
    /// The base first.
    public var stages: [Stage]
    public var claims: [ClaimFinding]

    public struct Stage: Sendable {
        public var label: StageLabel
        public var isBuilt = false
        /// What the latest test gave; nil where there is none.
        public var tests: [TestResult]?
        /// Against the stage before it, of the latest run that measured both as they are now.
        public var effects: [MetricEffect] = []
    }
}
