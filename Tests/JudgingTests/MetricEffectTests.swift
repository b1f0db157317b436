import Foundation
import PatchModel
import Statistics
import Testing

@testable import Judging
@testable import Outputs

@Suite struct MetricEffectTests {
    private static let pair = StagePair(before: StageID(0), after: StageID(1))

    private static func metric(_ unit: String, _ better: Metric.Direction) -> Metric {
        Metric(name: "m", parameters: Parameters(), unit: unit, better: better)
    }

    private static func samples(_ metric: Metric, before: [Double], after: [Double]) -> RoundSamples {
        var samples = RoundSamples()
        for (stage, values) in [(0, before), (1, after)] {
            for (round, value) in values.enumerated() {
                samples.add(BenchOutput(samples: [(metric, value)]), of: StageID(stage), round: round + 1)
            }
        }
        return samples
    }

    private static func effect(_ metric: Metric, before: [Double], after: [Double]) -> MetricEffect? {
        MetricEffect.judge(
            [EffectQuestion(pair: pair, metric: metric)], in: samples(metric, before: before, after: after),
            margin: 0.01, confidence: 0.95
        ).first
    }

    static let counts: [(isExact: Bool, Double, Double, MetricEffect.Judgement)] = [
        (true, 1_000_000, 1_000_000, .unchanged),
        (true, 1_000_000, 1_000_038, .unchanged),
        (true, 1_000_000, 1_000_500, .more),
        (true, 1_000_000, 999_500, .less),
        (true, 4e9, 4e9 + 30_000, .unchanged),
        (false, 1_000_000, 1_000_500, .undecided),
    ]

    @Test(arguments: counts) func `one count of instructions says it all where counts of the same do not differ`(
        _ isExact: Bool, _ before: Double, _ after: Double, _ verdict: MetricEffect.Judgement
    ) throws {
        var samples = RoundSamples()
        let facts = InstructionCounting(counter: "callgrind", spread: isExact ? 0 : 0.001, isExact: isExact)
        for (stage, value) in [before, after].enumerated() {
            let output = BenchOutput(samples: [(.instructions, value)], conditions: facts.conditions)
            samples.add(output, of: StageID(stage), round: 1)
        }
        let effect = try #require(
            MetricEffect.judge(
                [EffectQuestion(pair: Self.pair, metric: .instructions)], in: samples, margin: 0.01, confidence: 0.95
            ).first)
        #expect(effect.judgement == verdict)
        #expect(effect.isExact == isExact && effect.isSettled == isExact)
    }

    static let exact: [(Metric.Direction, Double, Double, ratio: Double, MetricEffect.Judgement)] = [
        (.less, 4, 3, 0.75, .faster),
        (.more, 4, 3, 0.75, .slower),
        (.less, 4, 8, 2, .slower),
        (.less, 4, 4, 1, .unchanged),
        (.less, 1000, 1005, 1.005, .unchanged),
        (.less, 1000, 1011, 1.011, .slower),
        (.less, 0, 0, 1, .unchanged),
        (.less, 5, 0, 0, .faster),
    ]

    @Test(arguments: exact) func `a count that does not vary in three rounds is exact`(
        _ better: Metric.Direction, _ before: Double, _ after: Double, _ ratio: Double,
        _ verdict: MetricEffect.Judgement
    ) throws {
        let metric = Self.metric("acquisitions", better)
        let effect = try #require(
            Self.effect(metric, before: [before, before, before], after: [after, after, after]))
        #expect(effect.isExact)
        #expect(effect.isSettled)
        #expect(abs(effect.ratio - ratio) < 1e-12)
        #expect(effect.low == effect.ratio && effect.high == effect.ratio)
        #expect(effect.judgement == verdict)
    }

    static let inexact: [(String, [Double], [Double])] = [
        ("acquisitions", [4, 4], [3, 3]),
        ("acquisitions", [4, 4, 4.1], [3, 3, 3]),
        ("acquisitions", [4, 4, 4], [3, 3, 3.1]),
        ("ms", [4, 4, 4], [3, 3, 3]),
    ]

    @Test(arguments: inexact) func `what varies, was measured once or twice, or comes from a clock is estimated`(
        _ unit: String, _ before: [Double], _ after: [Double]
    ) throws {
        let effect = try #require(Self.effect(Self.metric(unit, .less), before: before, after: after))
        #expect(!effect.isExact)
        #expect(!effect.isSettled)
    }

    @Test func `two rounds make no verdict`() throws {
        let effect = try #require(Self.effect(Self.metric("cycles", .less), before: [4, 4], after: [3, 3]))
        #expect(effect.judgement == .undecided)
        #expect(effect.roundsNeeded == 8)
    }

    /// Layout moves each build by as much as the noise; nothing else differs.
    private static func layoutEffects(_ builds: Int, rounds: Int, seed: UInt64) -> MetricEffect {
        var generator = Xoshiro256(seed: seed)
        func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) } }
        var samples = RoundSamples(builds: builds)
        let layouts = (0..<2).map { _ in (0..<max(2, builds)).map { _ in normal() } }
        let metric = metric("cycles", .less)
        for round in 1...rounds {
            for stage in 0...1 {
                let value = 1000 * exp(0.02 * (layouts[stage][round % builds] + normal()))
                samples.add(BenchOutput(samples: [(metric, value)]), of: StageID(stage), round: round)
            }
        }
        return MetricEffect.judge(
            [EffectQuestion(pair: pair, metric: metric)], in: samples, margin: 0.01, confidence: 0.95)[0]
    }

    @Test func `where stages are built several times the builds are the samples, and layout makes no verdict`() {
        let trials = 200
        func falseVerdicts(_ builds: Int) -> Int {
            (1...trials).count { seed in
                let effect = Self.layoutEffects(builds, rounds: 40, seed: UInt64(seed))
                return effect.isChange
            }
        }
        // One build a stage: no number of rounds tells its layout from the patch.
        #expect(falseVerdicts(1) > trials / 2)
        #expect(falseVerdicts(8) <= trials / 20)
        let effect = Self.layoutEffects(8, rounds: 40, seed: 1)
        #expect(effect.builds == 8)
        #expect(effect.rounds == 40)
    }

    @Test func `two builds make no verdict`() {
        let effect = Self.layoutEffects(2, rounds: 40, seed: 1)
        #expect(effect.roundsNeeded == 8)
    }

    @Test func `only rounds that measured both stages are paired`() {
        let metric = Self.metric("cycles", .less)
        var samples = Self.samples(metric, before: [10, 11, 12], after: [20])
        samples.add(BenchOutput(samples: [(metric, 22)]), of: StageID(1), round: 3)
        let paired = samples.paired(Self.pair, metric)
        #expect(paired.before == [10, 12])
        #expect(paired.after == [20, 22])
    }

    @Test func `a metric that one stage does not print is not judged`() {
        let metric = Self.metric("cycles", .less)
        #expect(Self.effect(metric, before: [10, 11, 12], after: []) == nil)
    }

    private static func effect(
        _ verdict: Statistics.Verdict, _ low: Double, _ high: Double, isSettled: Bool
    ) -> MetricEffect {
        MetricEffect(
            pair: pair, against: nil, metric: metric("cycles", .less), before: 100, after: 100,
            ratio: (low + high) / 2, low: low, high: high, verdict: verdict, isExact: low == high,
            isSettled: isSettled, rounds: 12)
    }

    @Test func `while rounds go on, what is told is measured until its interval is no wider than the change`() {
        let open = Self.effect(.undecided(rounds: 40), 0.98, 1.02, isSettled: false)
        let same = Self.effect(.unchanged, 0.995, 1.005, isSettled: true)
        let rough = Self.effect(.faster, 0.6, 0.98, isSettled: true)
        let fine = Self.effect(.slower, 1.3, 1.6, isSettled: true)
        let count = Self.effect(.faster, 0.75, 0.75, isSettled: true)
        let endless = Self.effect(.faster, 0, 0.9, isSettled: true)
        #expect([open, same, rough, fine, count, endless].worthMoreRounds == [open, rough, endless])
        #expect([same, rough, fine, count, endless].worthMoreRounds == [])
    }
}
