import Foundation

/// Finds the patch, or the patches, that changed a metric or a test, with as few runs as it takes to be sure. A step
/// machine: it runs nothing itself.
///
///     var bisection = Bisection(stages: 0...11, goal: .metric(minimumEffect: 0.02))
///     while case .run(let stage) = bisection.step { bisection.record(measure(stage), stage: stage) }
///
/// The same readings in the same order lead to the same steps, so that a search is resumed by recording again what was
/// measured. docs/statistics.md says how it decides and how often it is right.
public struct Bisection: Sendable {
    public enum Goal: Equatable, Sendable {
        /// A change of the metric by at least this share, 0.02 for 2%, up or down.
        case metric(minimumEffect: Double)
        /// A change of a test's rate of failure by at least this, 0.1 for 10 failures in 100, up or down.
        case test(minimumEffect: Double = 0.1)
    }

    public enum Reading: Equatable, Sendable {
        /// One process run's value of the metric.
        case metric(Double)
        case passed
        case failed
        /// The stage cannot be built or run; it is not asked for again.
        case untestable
    }

    public struct Options: Equatable, Sendable {
        /// How sure an answer must be.
        public var confidence = 0.95
        /// Whether to look for every change; else for one, on the premise that there is at most one.
        public var findsAll = false
        /// No more runs than this.
        public var maximumRuns = 1_000
        /// How likely each patch is to have made the change, compared with the others; nil for all alike.
        public var weights: [Double]?
        /// The stages that need no build; nearly as good as another, they are preferred.
        public var built: Set<Int> = []
        /// So many nodes run stages at once, `mostNodes` at most; each may be as fast as it is.
        public var nodes = 1

        public init() {}
    }

    public enum Step: Equatable, Sendable {
        case run(stage: Int)
        case finished(Answer)
    }

    public enum Answer: String, Equatable, Sendable {
        /// `changes` has them.
        case change
        case noChange = "no change"
        /// The runs are spent, or too few stages can be tested; `suspects` has what is left.
        case undecided
    }

    /// A change that was found and confirmed.
    public struct Change: Equatable, Sendable {
        /// The patch, or, where the stages between cannot be tested, the patches that made the change.
        public let patches: ClosedRange<Int>
        public let probability: Double
        /// after / before for a metric; for a test, by how much its rate of failure rose.
        public let effect: Estimate
    }

    public static var mostNodes: Int { SharedLevels.most }

    public let goal: Goal
    public let options: Options
    public private(set) var step: Step
    /// The stages from the first to the last that can be tested, as far as is known.
    public private(set) var stages: ClosedRange<Int>
    public private(set) var runs = 0

    private let first: Int
    private let last: Int
    private var untestable = Untestable()
    private var tested: Set<Int> = []
    private var metric = MetricCampaign()
    private var test: Campaign<PassRates>?

    /// `stages`: patch k leads from stage k - 1 to stage k.
    public init(stages: ClosedRange<Int>, goal: Goal, options: Options = Options()) {
        switch goal {
        case .metric(let effect), .test(let effect): precondition(effect > 0, "every series has changes of 0 or more")
        }
        precondition(options.weights.map { $0.count == stages.count - 1 } ?? true, "one weight for each patch")
        self.goal = goal
        self.options = options
        self.stages = stages
        first = stages.lowerBound
        last = stages.upperBound
        step = .run(stage: stages.lowerBound)
        restart()
        advance()
    }

    /// How many different stages were run.
    public var testedStages: Int { tested.count }

    /// Takes what a run of `stage` gave, asked for or not, as long as it is one of the series' stages.
    /// - Parameter node: The one that ran it, from 0.
    public mutating func record(_ reading: Reading, stage: Int, node: Int = 0) {
        precondition((first...last).contains(stage), "the stage is one of the series")
        precondition(node < Self.mostNodes, "no more nodes than there is room for")
        switch (reading, goal) {
        case (.untestable, _):
            untestable.insert(stage)
        case (.metric(let value), .metric):
            metric.observe(value, stage: stage, time: runs, node: node)
        case (.passed, .test), (.failed, .test):
            test?.observe(.init(stage: stage, value: reading == .failed, time: runs))
        default:
            preconditionFailure("the reading is of another kind than the goal")
        }
        if reading != .untestable {
            runs += 1
            tested.insert(stage)
        }
        trimStages()
        advance()
    }
}

extension Bisection {
    /// The changes found so far, in the order of the patches.
    public var changes: [Change] {
        test.map { $0.effects.map(Self.change) } ?? metric.changes
    }

    /// The probability, in the range being searched, that nothing changes by as much as counts; nil before there is
    /// enough to say so.
    public var noChangeProbability: Double? {
        test?.search.noChangeProbability ?? metric.campaign?.search.noChangeProbability
    }

    /// For each patch of the range being searched, the probability that it made a change.
    public var patchProbabilities: [(patch: Int, probability: Double)] {
        let range = test?.search.posterior.prior.stages ?? metric.campaign?.search.posterior.prior.stages
        let values = test?.search.posterior.patchProbabilities ?? metric.campaign?.search.posterior.patchProbabilities
        guard let range, let values else { return [] }
        return zip((range.lowerBound + 1)..., values).map { (patch: $0, probability: $1) }
    }

    /// The smallest set of patches that holds the change with 90%, should there be one; in order.
    public var suspects: [Int] {
        let likely = patchProbabilities.sorted { $0.probability > $1.probability }
        let total = likely.reduce(0) { $0 + $1.probability }
        var held = 0.0
        let needed = likely.prefix { candidate in
            defer { held += candidate.probability }
            return held < 0.9 * total
        }
        return needed.map(\.patch).sorted()
    }

    /// What so many nodes run at once: `step`, and what tells most beside it; empty where that is `.finished`.
    public func batch(of count: Int) -> [Int] {
        guard case .run(let stage) = step else { return [] }
        guard count > 1 else { return [stage] }
        let built = tested.union(options.built)
        return test?.batch(stage, count, untestable: untestable, built: built)
            ?? metric.batch(stage, count, untestable: untestable, built: built)
    }

    private mutating func advance() {
        guard stages.count > 1 else {
            step = .finished(.undecided)
            return
        }
        guard runs < options.maximumRuns else {
            step = .finished(changes.isEmpty ? .undecided : .change)
            return
        }
        let built = tested.union(options.built)
        let next =
            test == nil
            ? metric.next(untestable: untestable, built: built) : test?.next(untestable: untestable, built: built)
        if let next {
            step = .run(stage: next)
        } else {
            step = .finished(changes.isEmpty ? .noChange : .change)
        }
    }

    /// An end that cannot be tested is no end: the search starts again between those that can.
    private mutating func trimStages() {
        let ends = untestable.ends(of: first...last, tested: tested.contains) ?? (last, last)
        guard ends.low...ends.high != stages else { return }
        stages = ends.low...ends.high
        restart()
    }

    private mutating func restart() {
        guard stages.count > 1 else { return }
        let weights = options.weights ?? [Double](repeating: 1, count: last - first)
        let part = Array(weights[(stages.lowerBound - first)..<(stages.upperBound - first)])
        let settings = CampaignSettings(
            confidence: options.confidence, findsAll: options.findsAll, weights: part, minimumRuns: 12,
            nodes: options.nodes)
        switch goal {
        case .test(let minimumEffect):
            let samples = test?.samples ?? []
            test = Campaign(stages: stages, settings: settings, model: PassRates(), minimumEffect: minimumEffect)
            for sample in samples { test?.observe(sample) }
        case .metric(let minimumEffect):
            metric.restart(stages: stages, settings: settings, minimumEffect: minimumEffect)
        }
    }

    /// A rate rises by 1 at most.
    private static func change(_ finding: Campaign<PassRates>.Finding, effect: Moments) -> Change {
        let halfWidth = Normal.quantile(twoSidedTail: 0.05) * effect.variance.squareRoot()
        let interval = Interval(
            low: max(-1, effect.mean - halfWidth), high: min(1, effect.mean + halfWidth), confidence: 0.95)
        return Change(
            patches: (finding.gap.low + 1)...finding.gap.high, probability: finding.probability,
            effect: Estimate(value: effect.mean, interval: interval))
    }
}
