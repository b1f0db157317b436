import Judging
import Machine
import Outputs
import PatchModel
import Statistics

/// What a search for changes found.
public struct SearchReport: Sendable {
    public var series: String
    public var goal: SearchRequest.Goal
    public var minimumEffect: Double
    public var isMetric: Bool { goal.isMetric }
    /// Whether both ends of the range that was asked for could be measured, as far as they were needed.
    public var isWhole: Bool {
        [stages.first, stages.last].allSatisfy { $0.map { !cannot.contains($0.number) } ?? false }
    }
    /// The metric that was meant, once it was measured.
    public var metric: Metric?
    /// Those of the range that was asked for.
    public var stages: [StageLabel]
    /// The first and the last stage that were measured: the answer is of the patches between them.
    public var answered: StageRange
    /// Stages that could not be built or run, or that said so.
    public var cannot: [StageID]
    /// Whether neither end can be measured, so that there is nothing to look for between them.
    public var hasNoEnd: Bool
    /// Whether the ends are alike, and few stages between them were measured: what changes and is taken back there is
    /// not seen.
    public var isNet: Bool
    /// What every run of the ends gave, where that was one thing and ended the search.
    public var common: Bisection.Reading?
    public var changes: [Bisection.Change]
    public var answer: Bisection.Answer
    /// The smallest set of patches with 90% of what is left in doubt, each with its probability; for an undecided
    /// search.
    public var suspects: [(patch: Int, probability: Double)]
    public var noChangeProbability: Double?
    public var measurements: Int
    /// Builds made for this search; what was built before was not built again.
    public var builds: Int
    public var stagesMeasured: Int
    public var untestable: [StageProblem]
    public var host: HostInfo
    /// Who measured, where that was not this machine alone; a round is a run.
    public var nodes: [NodeShare] = []
    /// What must be known before the answer is believed.
    public var caveats: [Caveat]
    /// How instructions were counted, where they were.
    public var counting: InstructionCounting?
    public var wasInterrupted: Bool
    /// Whether the time was over before the search was; it can be gone on with.
    public var isUnfinished: Bool
    /// Of a merge that made a change, the searches among what its sides bring in.
    public var inside: [SearchReport] = []
}
