import PatchModel
import Testing

@testable import Judging
@testable import Outputs

@Suite struct EarlierRunsTests {
    private static let metric = Metric(name: "m", parameters: Parameters(), unit: "", better: .less)
    private static let old = Metric(name: "old", parameters: Parameters(), unit: "", better: .less)
    private static let pair = StagePair(before: .base, after: StageID(1))

    private static func run(_ id: Int64, _ values: [Double]) -> EarlierRuns.Run {
        let measurements = values.enumerated().flatMap { index, value in
            [(StageID.base, value), (StageID(1), value / 2)].map { stage, value in
                StageMeasurement(
                    stage: stage, round: index + 1, output: BenchOutput(samples: [(metric, value), (old, 1)]))
            }
        }
        return EarlierRuns.Run(id: id, measurements: measurements)
    }

    private static func samples(rounds: Int) -> RoundSamples {
        var samples = RoundSamples()
        for round in 1...rounds {
            samples.add(BenchOutput(samples: [(metric, 100)]), of: .base, round: round)
            samples.add(BenchOutput(samples: [(metric, 50)]), of: StageID(1), round: round)
        }
        return samples
    }

    private let runs = EarlierRuns(runs: [Self.run(4, [100, 100]), Self.run(5, [200, 200]), Self.run(6, [100])])

    @Test func `rounds of runs that agree come before the new ones, in their order`() {
        let joined = runs.joined(to: Self.samples(rounds: 3))
        #expect(joined.paired(Self.pair, Self.metric).before == [100, 100, 100, 100, 100, 100])
        #expect(joined.paired(Self.pair, Self.metric).after == [50, 50, 50, 50, 50, 50])
        #expect(joined.metrics == [Self.metric])
        let reused = runs.reused(with: Self.samples(rounds: 3))
        #expect(reused.map(\.run) == [4, 5, 6])
        #expect(reused.map(\.rounds) == [2, 2, 1])
        #expect(reused.map(\.agrees) == [true, false, true])
    }

    @Test func `two new rounds are too few to tell`() {
        #expect(runs.joined(to: Self.samples(rounds: 2)).paired(Self.pair, Self.metric).before == [100, 100])
        #expect(!runs.reused(with: Self.samples(rounds: 2)).contains { $0.agrees })
    }
}
