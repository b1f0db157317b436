import PatchModel
import Statistics

/// Measures the stages of some pairs in rounds: a round for the machine to warm up, which does not count, then every stage
/// once a round in shuffled order, and from the round on in which something can be settled, only the stages of pairs
/// that are not.
///
/// Pure apart from the closures. A stage whose run gives no sample is left out from then on.
struct AdaptiveRounds: Sendable {
    let pairs: [StagePair]
    let options: ComparisonOptions

    /// Without a time budget that ends, rounds do.
    static let maximumRounds = 200

    struct Outcome: Sendable {
        var samples = RoundSamples()
        var problems: [StageNumber: StageProblem.Cause] = [:]
        var conditions: [String: Parameters.Value] = [:]
        /// Without the warm-up.
        var rounds = 0
    }

    /// - Parameters:
    ///   - unsettled: The pairs for which more rounds are of use.
    ///   - isSpent: Whether the budget is; asked after each round.
    ///   - measure: One run of a stage's benchmark; nil when interrupted.
    func run(
        unsettled: (RoundSamples) -> [StagePair], isSpent: (Duration) -> Bool, measure: BenchRounds.Measure
    ) async throws -> Outcome {
        var outcome = Outcome()
        var generator = Xoshiro256(seed: options.seed)
        var open = pairs
        var done = 0
        for round in 0... {
            let stages = Set(open.flatMap { [$0.before, $0.after] }).filter { outcome.problems[$0] == nil }.sorted()
            let order = stages.shuffled(using: &generator)
            for (index, stage) in order.enumerated() {
                let left = order.count - index + order.count * max(0, fewestRounds - round)
                let place = BenchRounds.Place(round: round, done: done, total: done + left)
                guard let answer = try await measure(stage, place) else { return outcome }
                done += 1
                switch answer {
                case .success(let output):
                    if round > 0 { outcome.samples.add(output, of: stage, round: round) }
                    outcome.conditions.merge(output.conditions) { $1 }
                case .failure(let cause): outcome.problems[stage] = cause
                }
            }
            outcome.rounds = round
            open = open.filter { outcome.problems[$0.before] == nil && outcome.problems[$0.after] == nil }
            switch options.length {
            case .rounds(let count) where round >= count: return outcome
            case .untilSettled(let budget) where round > 0:
                if round >= MetricEffect.exactRounds { open = unsettled(outcome.samples) }
                if isSpent(budget) || round >= Self.maximumRounds { return outcome }
            default: break
            }
            if open.isEmpty { return outcome }
        }
        return outcome
    }

    private var fewestRounds: Int {
        switch options.length {
        case .rounds(let count): count
        case .untilSettled: StoppingRule.minimumRounds
        }
    }
}
