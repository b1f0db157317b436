import Judging
import Outputs
import PatchModel

/// A series as the screen shows it: its stages, the base first.
struct SteppedSeries: Sendable {
    var name: String
    /// At index n stage n.
    var stages: [Stage]
    /// Those of which effects are known, the one that tells most first.
    var metrics: [Metric] = []
    /// The version that patches are compared with, where there is one.
    var other: String?
    /// The last stage that is applied.
    var applied = 0

    struct Stage: Sendable {
        var label: StageLabel
        var subject: String
        var isApplied = false
        /// A push left a part of it in the work tree.
        var isUnfinished = false
        var isBuilt = false
        /// Nil where it was not tested.
        var tests: TestCounts?
        var claims: [Claim] = []
        /// Against the stage before it, in the order of the metrics; none where it was not measured.
        var effects: [MetricEffect] = []

        func effect(on metric: Metric?) -> MetricEffect? {
            metric.flatMap { metric in effects.first { $0.metric == metric } }
        }
    }

    struct Claim: Sendable {
        var text: String
        /// Nil before it was looked at.
        var verdict: ClaimVerdict?
        var evidence = ""
    }
}

/// What the screen shows of a patch or a pair of stages.
struct StepDocument: Sendable {
    var content: Content
    var title: String
    var header: PatchHeader?
    /// What is to be said before the diff.
    var notes: [String] = []
    var diffstat: Diffstat?
    var diff: DiffLines

    enum Content: Hashable, Sendable {
        /// A stage's patch, with so many lines of context.
        case patch(Int, context: Int)
        case between(Int, Int, context: Int)
        /// A stage's patch against what it is in the other version.
        case version(Int)
    }
}
