import PatchModel
import Statistics
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension SearchReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, goal, asked, answered, cannot, net, changes, answer, measurements, builds, suspects, problems,
            stages, host, nodes, caveats, interrupted, inside
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
        try container.encode(metric?.description ?? goal.text, forKey: .goal)
        let entries = changes.map { change in
            let stage = stages.first { $0.number.value == change.patches.upperBound }
            return ChangeEntry(change: change, isMetric: isMetric, commit: stage?.commit)
        }
        try container.encode(entries, forKey: .changes)
        try container.encode(answer.rawValue, forKey: .answer)
        try container.encode([stages[0].number, stages[stages.count - 1].number], forKey: .asked)
        try container.encode([answered.from.value, answered.to.value], forKey: .answered)
        try container.encode(cannot, forKey: .cannot)
        try container.encode(isNet, forKey: .net)
        try container.encode(measurements, forKey: .measurements)
        try container.encode(builds, forKey: .builds)
        try container.encode(stagesMeasured, forKey: .stagesMeasured)
        try container.encode(suspects.map(Suspect.init), forKey: .suspects)
        try container.encode(noChangeProbability, forKey: .noChangeProbability)
        try container.encode(untestable, forKey: .problems)
        try container.encode(stages, forKey: .stages)
        try container.encode(host, forKey: .host)
        if !nodes.isEmpty { try container.encode(nodes, forKey: .nodes) }
        try container.encode(caveats, forKey: .caveats)
        try container.encode(wasInterrupted, forKey: .interrupted)
        try container.encode(inside, forKey: .inside)
    }

    /// A metric's change is a ratio; a test's, by how much its rate of failure rose. `patches` names all that cannot be
    /// told apart, `patch` the last of them.
    private struct ChangeEntry: Encodable {
        let change: Bisection.Change
        let isMetric: Bool
        /// That of `patch`.
        let commit: PatchCommit?

        enum CodingKeys: String, CodingKey {
            case patch, patches, probability, ratio, rise, low, high
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(change.patches.upperBound, forKey: .patch)
            try container.encode(Array(change.patches), forKey: .patches)
            try CommitEntry(commit: commit).encode(to: encoder)
            try container.encode(change.probability, forKey: .probability)
            try container.encode(change.effect.value, forKey: isMetric ? .ratio : .rise)
            try container.encode(change.effect.interval.low, forKey: .low)
            try container.encode(change.effect.interval.high, forKey: .high)
        }
    }
}
