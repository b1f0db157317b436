import Outputs
import PatchModel
import Statistics

/// What to look for among the patches, and where.
public struct SearchRequest: Sendable {
    public var goal: Goal
    /// The patches above its first stage up to its last.
    public var range: StageRange
    public var confidence = 0.95
    /// Look for every change, not for one.
    public var findsAll = false
    /// What counts as a change: a share of the metric, or of the runs in which a test or a command fails.
    public var minimumEffect: Double
    /// What counts as a change of a count of instructions that turns out to be exact.
    public var exactEffect = InstructionCounting.tolerance
    public var maximumRuns = 1_000
    /// Stop after the run in which so much time, builds included, is spent; nil: however long it takes.
    public var budget: Duration?
    /// How likely each patch is to have made the change, before anything is measured.
    public var weights = PatchWeights()
    /// Goes on with the same search where it was stopped.
    public var resumes = false

    public enum Goal: Sendable, Equatable {
        /// The one metric that the pattern means.
        case metric(MetricPattern)
        /// A test of the plan's test command, by its name.
        case test(String)
        /// A command's exit status, read as `git bisect run` does.
        case command(String)
    }

    public init(goal: Goal, range: StageRange, minimumEffect: Double? = nil) {
        self.goal = goal
        self.range = range
        self.minimumEffect = minimumEffect ?? (goal.isMetric ? 0.02 : 0.1)
    }
}

extension SearchRequest {
    package func isSpent(after elapsed: Duration) -> Bool { budget.map { elapsed >= $0 } ?? false }

    /// Whether the change may be as large as the smallest that counts.
    /// - Parameter minimumEffect: That of the search.
    package func counts(_ change: Bisection.Change, _ minimumEffect: Double) -> Bool {
        let small = goal.isMetric ? 1 / (1 + minimumEffect)...(1 + minimumEffect) : -minimumEffect...minimumEffect
        return !change.effect.interval.isInside(small)
    }
}

extension SearchRequest.Goal {
    package var isMetric: Bool { if case .metric = self { true } else { false } }

    /// Whether it needs a stage's whole tree, and not only the files that a build leaves.
    package var needsTree: Bool { if case .command = self { true } else { false } }

    /// What is no change where one run tells the value; nil where no value is asked for.
    package func exactMargin(instructions: Double, value: Double) -> ExactMargin? {
        guard isMetric else { return nil }
        return isCount ? .instructions(instructions) : .value(value)
    }

    /// Whether it is about the instructions that are executed.
    package var isCount: Bool {
        if case .metric(let pattern) = self { pattern.name == CommandMetric.instructions } else { false }
    }
}
