import Foundation
import PatchModel

/// Measures stages in rounds: every round each stage once, in the order of the schedule.
///
/// Pure apart from the two closures. A stage whose run gives no sample is left out from then on; what it gave before
/// stays.
struct BenchRounds: Sendable {
    let stages: [StageNumber]
    let schedule: Schedule

    /// What was measured.
    struct Outcome: Sendable {
        var samples: [StageNumber: StageSamples] = [:]
        var problems: [StageNumber: StageProblem.Cause] = [:]
        var conditions: [String: Parameters.Value] = [:]
        /// Rounds in which every stage that could be measured was.
        var completeRounds = 0
        /// Whether the time is up before the last round.
        var isSpent = false
    }

    /// Where a run stands among all.
    struct Place: Sendable {
        var round: Int
        var done: Int
        var total: Int
    }

    /// One run of a stage's benchmark; nil when interrupted.
    typealias Measure = (StageNumber, Place) async throws -> Result<BenchOutput, StageProblem.Cause>?

    /// - Parameters:
    ///   - known: What was measured before; it is taken over in its place.
    ///   - hasSpent: Whether no further round may begin; asked after each round that measured something.
    func run(
        known: [StoredMeasurement] = [], isSpent hasSpent: () -> Bool = { false }, _ measure: Measure
    ) async throws -> Outcome {
        let known = KnownMeasurements(known)
        var outcome = Outcome()
        var done = 0
        for (round, order) in schedule.orders(of: stages.count).enumerated() {
            let before = done
            for (index, place) in order.enumerated() where outcome.problems[stages[place]] == nil {
                let stage = stages[place]
                if let output = known[stage, round + 1] {
                    outcome.add(output, of: stage)
                    continue
                }
                let rest = order[index...].map { Slot(stage: stages[$0], round: round + 1) }
                let total = done + remaining(after: outcome, rest) { known[$0.stage, $0.round] == nil }
                guard let answer = try await measure(stage, Place(round: round + 1, done: done, total: total)) else {
                    return outcome
                }
                done += 1
                switch answer {
                case .success(let output): outcome.add(output, of: stage)
                case .failure(let cause): outcome.problems[stage] = cause
                }
            }
            if outcome.problems.count < stages.count { outcome.completeRounds = round + 1 }
            outcome.isSpent = round + 1 < schedule.rounds && done > before && hasSpent()
            if outcome.isSpent { return outcome }
        }
        return outcome
    }

    /// One stage in one round.
    private struct Slot {
        var stage: StageNumber
        var round: Int
    }

    /// Runs that are still to come: the rest of this round, and the rounds after it.
    private func remaining(after outcome: Outcome, _ rest: [Slot], where isMissing: (Slot) -> Bool) -> Int {
        let able = stages.filter { outcome.problems[$0] == nil }
        let round = rest[0].round
        let later = round < schedule.rounds ? Array(round + 1...schedule.rounds) : []
        return rest.count { outcome.problems[$0.stage] == nil && isMissing($0) }
            + later.reduce(0) { sum, round in sum + able.count { isMissing(Slot(stage: $0, round: round)) } }
    }
}

extension BenchRounds.Outcome {
    fileprivate mutating func add(_ output: BenchOutput, of stage: StageNumber) {
        samples[stage, default: StageSamples()].add(output)
        conditions.merge(output.conditions) { $1 }
    }
}

/// The samples of one stage, by metric, in the order in which its benchmark prints them.
struct StageSamples: Sendable {
    private(set) var order: [Metric] = []
    private(set) var values: [Metric: [Double]] = [:]

    mutating func add(_ output: BenchOutput) {
        for (metric, value) in output.samples {
            if values[metric] == nil { order.append(metric) }
            values[metric, default: []].append(value)
        }
    }

    func measurements(of stage: StageNumber) -> [BenchReport.Measurement] {
        order.map { BenchReport.Measurement(stage: stage, metric: $0, samples: values[$0]!) }
    }
}
