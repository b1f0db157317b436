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
        var samples: RoundSamples
        var problems: [StageNumber: StageProblem.Cause] = [:]
        var conditions: [String: Parameters.Value] = [:]
        /// Without the warm-up.
        var rounds = 0
        /// Whether there is nothing left to measure: the budget is not what ended it.
        var isOver = false
    }

    /// - Parameters:
    ///   - known: What was measured before; it is taken over in its place.
    ///   - unsettled: The pairs for which more rounds are of use.
    ///   - isSpent: Whether the budget is; asked after each round that measured something.
    ///   - measure: One run of a stage's benchmark; nil when interrupted.
    func run(
        known: [StoredMeasurement] = [], unsettled: (RoundSamples) -> [StagePair], isSpent hasSpent: (Duration) -> Bool,
        measure: BenchRounds.Measure
    ) async throws -> Outcome {
        let known = KnownMeasurements(known)
        var outcome = Outcome(samples: RoundSamples(builds: options.rebuilds))
        var open = pairs
        var done = 0
        for round in 0... {
            let stages = Set(open.flatMap { [$0.before, $0.after] }).filter { outcome.problems[$0] == nil }.sorted()
            let order = Schedule.order(of: stages, round: round, seed: options.seed)
            let before = done
            for (index, stage) in order.enumerated() {
                if let output = known[stage, round] {
                    outcome.add(output, of: stage, round: round)
                    continue
                }
                let left = order.count - index + order.count * max(0, fewestRounds - round)
                let place = BenchRounds.Place(round: round, done: done, total: done + left)
                guard let answer = try await measure(stage, place) else { return outcome }
                done += 1
                switch answer {
                case .success(let output): outcome.add(output, of: stage, round: round)
                case .failure(let cause): outcome.problems[stage] = cause
                }
            }
            outcome.rounds = round
            open = open.filter { outcome.problems[$0.before] == nil && outcome.problems[$0.after] == nil }
            var isSpent = false
            switch options.length {
            case .rounds(let count): outcome.isOver = round >= count
            case .untilSettled(let budget) where round > 0:
                if round >= MetricEffect.exactRounds { open = unsettled(outcome.samples) }
                outcome.isOver = round >= Self.maximumRounds
                // A round that was only taken over took no time.
                isSpent = done > before && hasSpent(budget)
            case .untilSettled: break
            }
            if open.isEmpty { outcome.isOver = true }
            if outcome.isOver || isSpent { return outcome }
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

extension AdaptiveRounds.Outcome {
    fileprivate mutating func add(_ output: BenchOutput, of stage: StageNumber, round: Int) {
        if round > 0 { samples.add(output, of: stage, round: round) }
        conditions.merge(output.conditions) { $1 }
    }
}
