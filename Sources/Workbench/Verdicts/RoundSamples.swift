import PatchModel

/// Two stages that are compared.
public struct StagePair: Hashable, Sendable {
    public var before: StageNumber
    public var after: StageNumber
}

/// What stages gave in rounds, by metric: two stages are compared by what they gave in the same round.
struct RoundSamples: Sendable {
    /// In the order in which they were first met.
    private(set) var metrics: [Metric] = []
    private var values: [Metric: [StageNumber: [Int: Double]]] = [:]

    mutating func add(_ output: BenchOutput, of stage: StageNumber, round: Int) {
        for (metric, value) in output.samples {
            if values[metric] == nil { metrics.append(metric) }
            values[metric, default: [:]][stage, default: [:]][round] = value
        }
    }

    /// The samples of both stages in the rounds that measured both, in their order.
    func paired(_ pair: StagePair, _ metric: Metric) -> (before: [Double], after: [Double]) {
        let all = values[metric] ?? [:]
        guard let before = all[pair.before], let after = all[pair.after] else { return ([], []) }
        let rounds = before.keys.filter { after[$0] != nil }.sorted()
        return (rounds.map { before[$0]! }, rounds.map { after[$0]! })
    }
}
