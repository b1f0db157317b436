import PatchModel
import Statistics

/// What a search for changes found.
public struct SearchReport: Sendable {
    public var series: String
    public var goal: String
    public var isMetric: Bool
    public var minimumEffect: Double
    /// The metric that was meant, once it was measured.
    public var metric: Metric?
    public var stages: [StageLabel]
    public var changes: [Bisection.Change]
    public var answer: Bisection.Answer
    /// The smallest set of patches with 90% of what is left in doubt, each with its probability; for an undecided search.
    public var suspects: [(patch: Int, probability: Double)]
    public var noChangeProbability: Double?
    public var measurements: Int
    /// Builds made for this search; what was built before was not built again.
    public var builds: Int
    public var stagesMeasured: Int
    public var untestable: [StageProblem]
    public var host: Host
    public var wasInterrupted: Bool
    /// Whether the time was over before the search was; it can be gone on with.
    public var isUnfinished: Bool
}

/// The keys are an interface: they may be added to, never changed.
extension SearchReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, goal, changes, answer, measurements, builds, suspects, problems, stages, host, interrupted
        case stagesMeasured = "stages_measured"
        case noChangeProbability = "no_change_probability"
    }

    private struct Suspect: Encodable {
        let patch: Int
        let probability: Double
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(metric?.description ?? goal, forKey: .goal)
        try container.encode(changes.map { ChangeEntry(change: $0, isMetric: isMetric) }, forKey: .changes)
        try container.encode(answer.rawValue, forKey: .answer)
        try container.encode(measurements, forKey: .measurements)
        try container.encode(builds, forKey: .builds)
        try container.encode(stagesMeasured, forKey: .stagesMeasured)
        try container.encode(suspects.map(Suspect.init), forKey: .suspects)
        try container.encodeIfPresent(noChangeProbability, forKey: .noChangeProbability)
        try container.encode(untestable, forKey: .problems)
        try container.encode(stages, forKey: .stages)
        try container.encode(host, forKey: .host)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }

    /// A metric's change is a ratio; a test's, by how much its rate of failure rose. `patches` names all that cannot be told
    /// apart, `patch` the last of them.
    private struct ChangeEntry: Encodable {
        let change: Bisection.Change
        let isMetric: Bool

        enum CodingKeys: String, CodingKey {
            case patch, patches, probability, ratio, rise, low, high
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(change.patches.upperBound, forKey: .patch)
            try container.encode(Array(change.patches), forKey: .patches)
            try container.encode(change.probability, forKey: .probability)
            try container.encode(change.effect.value, forKey: isMetric ? .ratio : .rise)
            try container.encode(change.effect.interval.low, forKey: .low)
            try container.encode(change.effect.interval.high, forKey: .high)
        }
    }
}
