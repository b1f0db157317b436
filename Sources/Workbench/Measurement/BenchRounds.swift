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
    }

    /// Where a run stands among all.
    struct Place: Sendable {
        var round: Int
        var done: Int
        var total: Int
    }

    /// One run of a stage's benchmark; nil when interrupted.
    typealias Measure = (StageNumber, Place) async throws -> Result<BenchOutput, StageProblem.Cause>?

    func run(_ measure: Measure) async throws -> Outcome {
        var outcome = Outcome()
        var done = 0
        for (round, order) in schedule.orders(of: stages.count).enumerated() {
            for stage in order.map({ stages[$0] }) where outcome.problems[stage] == nil {
                let total = done + remaining(after: outcome, round: round, order: order, from: stage)
                guard let answer = try await measure(stage, Place(round: round + 1, done: done, total: total)) else {
                    return outcome
                }
                done += 1
                switch answer {
                case .success(let output):
                    outcome.samples[stage, default: StageSamples()].add(output)
                    outcome.conditions.merge(output.conditions) { $1 }
                case .failure(let cause): outcome.problems[stage] = cause
                }
            }
            if outcome.problems.count < stages.count { outcome.completeRounds = round + 1 }
        }
        return outcome
    }

    /// Runs that are still to come, this one included.
    private func remaining(after outcome: Outcome, round: Int, order: [Int], from stage: StageNumber) -> Int {
        let able = stages.count - outcome.problems.count
        let place = order.firstIndex { stages[$0] == stage }!
        let here = order[place...].count { outcome.problems[stages[$0]] == nil }
        return here + able * (schedule.rounds - round - 1)
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
