import PatchModel
import Statistics

/// What rounds are to measure, and for how long.
public struct RoundsPlan: Sendable {
    /// Stages that are of use only together: once one of them cannot be measured, the others of the group are not
    /// either, unless another group has them.
    public var groups: [[StageID]]
    /// The order within the rounds follows from it.
    public var seed: UInt64
    public var length: Length
    /// No round begins that would end after this time, going by the one before; nil: without end.
    public var budget: Duration?
    /// Whether a round comes first for the machine to warm up, which does not count.
    public var warmsUp: Bool
    /// How many builds of each stage the rounds go through in turn.
    public var builds: Int
    /// Whether instructions are all that is measured: where their count is exact, one round is enough.
    public var isOfCounts = false
    /// Whether nodes are given whole rounds, several at once, instead of this machine a stage after the other.
    public var isShared = false

    public enum Length: Sendable, Equatable {
        case rounds(Int)
        /// Until no group is of use any more, or so many rounds were measured.
        case untilSettled(atMost: Int)
        /// Until the budget is.
        case untilSpent
    }

    /// Without a budget that ends, rounds do.
    public static let maximumRounds = 200

    public init(
        groups: [[StageID]], seed: UInt64, length: Length, budget: Duration? = nil, warmsUp: Bool = false,
        builds: Int = 1
    ) {
        self.groups = groups
        self.seed = seed
        self.length = length
        self.budget = budget
        self.warmsUp = warmsUp
        self.builds = builds
    }

    /// What builds are worth ends before that.
    static let maximumBuilds = 32

    /// Of pairs of stages, as the options of a comparison say it.
    public init(pairs: [StagePair], _ options: ComparisonOptions, isShared: Bool = false) {
        self.init(
            groups: pairs.map { [$0.before, $0.after] }, seed: options.seed,
            length: .untilSettled(
                atMost: options.rebuilds == ComparisonOptions.eachRound ? Self.maximumBuilds : Self.maximumRounds),
            warmsUp: true, builds: options.rebuilds)
        switch options.length {
        case .rounds(let count): length = .rounds(count)
        case .untilSettled(let limit): budget = limit
        }
        isOfCounts = options.judgesCountsAlone
        self.isShared = isShared
        warmsUp = !isOfCounts
    }

    /// Rounds that there will be at least.
    var fewestRounds: Int {
        switch length {
        case .rounds(let count): count
        case .untilSettled: StoppingRule.minimumRounds
        case .untilSpent: 0
        }
    }
}
