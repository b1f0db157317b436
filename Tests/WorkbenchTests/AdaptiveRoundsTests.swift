import PatchModel
import Testing

@testable import Workbench

@Suite struct AdaptiveRoundsTests {
    private static let pairs = (0..<3).map { StagePair(before: StageNumber($0), after: StageNumber($0 + 1)) }
    private static let metric = Metric(name: "m", parameters: Parameters(), unit: "", better: .less)

    /// The stages of each round, in their order of measurement.
    private func rounds(
        _ length: ComparisonOptions.Length, failing: StageNumber? = nil, spentAfter: Int = .max,
        unsettled: @escaping (RoundSamples) -> [StagePair] = { _ in pairs }
    ) async throws -> (rounds: [[Int]], outcome: AdaptiveRounds.Outcome) {
        var measured: [[Int]] = []
        let rounds = AdaptiveRounds(pairs: Self.pairs, options: ComparisonOptions(length: length, seed: 7))
        let outcome = try await rounds.run(
            unsettled: unsettled, isSpent: { _ in measured.count > spentAfter },
            measure: { stage, place in
                if measured.count == place.round { measured.append([]) }
                measured[place.round].append(stage.value)
                if stage == failing { return .failure(.notMade(after: .base)) }
                return .success(BenchOutput(samples: [(Self.metric, Double(place.round))]))
            })
        return (measured, outcome)
    }

    @Test func `a warm-up round comes first and does not count`() async throws {
        let (rounds, outcome) = try await rounds(.rounds(2))
        #expect(rounds.map { $0.sorted() } == [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]])
        #expect(outcome.rounds == 2)
        #expect(outcome.samples.paired(Self.pairs[0], Self.metric).before == [1, 2])
    }

    @Test func `rounds go on for the pairs that are not settled, and end with them`() async throws {
        let (rounds, outcome) = try await rounds(.untilSettled(budget: .seconds(1))) { samples in
            switch samples.paired(Self.pairs[0], Self.metric).before.count {
            case ...3: Self.pairs
            default: samples.paired(Self.pairs[2], Self.metric).before.count < 6 ? [Self.pairs[2]] : []
            }
        }
        #expect(rounds.map { $0.sorted() }.suffix(3) == [[0, 1, 2, 3], [2, 3], [2, 3]])
        #expect(outcome.rounds == 6)
    }

    @Test func `the budget ends the rounds`() async throws {
        #expect(try await rounds(.untilSettled(budget: .seconds(1)), spentAfter: 5).outcome.rounds == 5)
    }

    @Test func `a stage that cannot be measured takes its pairs along`() async throws {
        let (rounds, outcome) = try await rounds(.rounds(1), failing: StageNumber(1))
        #expect(rounds.map { $0.sorted() } == [[0, 1, 2, 3], [2, 3]])
        #expect(Array(outcome.problems.keys) == [StageNumber(1)])
    }
}
