import Outputs

/// How stages are compared.
public struct ComparisonOptions: Sendable, Equatable {
    public var length: Length
    /// What counts as no change, 0.01 for 1%.
    public var margin: Double { askedMargin ?? usualMargin }
    public var askedMargin: Double?
    /// Of the series, where none was asked for.
    public var usualMargin = 0.01
    /// What counts as no change of an exact count of instructions.
    public var countMargin = InstructionCounting.tolerance
    /// Of all verdicts of a report together.
    public var confidence: Double
    /// The order within the rounds follows from it.
    public var seed: UInt64
    /// How many times each stage is built; rounds go through the builds in turn. Or `eachRound`.
    public var rebuilds: Int
    /// For `rebuilds`: a build of its own for every round, so that there are as many as the verdicts take.
    public static let eachRound = RoundSamples.eachRound
    /// What is judged; empty for all that the benchmark prints.
    public var metrics: [MetricPattern] = []
    /// Goes on with the latest run that asked the same, in its order, where that was stopped or its budget was spent.
    public var resumes = false
    /// Takes the samples of earlier runs of the same builds over, where they agree with the new ones.
    public var reuses = false

    public enum Length: Sendable, Equatable {
        case rounds(Int)
        /// Until every verdict is settled, or the time is spent; builds do not count.
        case untilSettled(budget: Duration)
    }

    /// Whether a metric is judged. How often the system switched between tasks only where it is asked for: it says
    /// little, and every metric that is judged costs the others rounds.
    package func judges(_ metric: Metric) -> Bool {
        metrics.isEmpty ? metric.name != CommandMetric.contextSwitches : metrics.contains { $0.matches(metric) }
    }

    /// Whether instructions are all that is judged, so that no time needs to be measured.
    package var judgesCountsAlone: Bool {
        !metrics.isEmpty && metrics.allSatisfy { $0.name == CommandMetric.instructions }
    }

    /// - Parameter margin: nil: what is usual for the series.
    public init(length: Length, margin: Double? = nil, confidence: Double = 0.95, seed: UInt64, rebuilds: Int = 1) {
        self.length = length
        askedMargin = margin
        self.confidence = confidence
        self.seed = seed
        self.rebuilds = rebuilds
    }
}
