import Foundation
import PatchModel
import PatchbenchTestSupport
import Statistics
import Testing

@testable import Judging
@testable import Outputs

@Suite struct CaveatsTests {
    private static let metric = Metric(name: "alloc", parameters: Parameters(), unit: "ns", better: .less)

    /// Three stages at other levels, `count` rounds; `shift` is added to the logarithm of a sample of a round.
    private func series(
        _ count: Int, seed: UInt64, sigma: Double = 0.02, _ shift: (Int, inout Xoshiro256) -> Double = { _, _ in 0 }
    ) -> MetricSeries {
        var random = Xoshiro256(seed: seed)
        let stages = [100.0, 130, 90].map { level in
            Dictionary(
                uniqueKeysWithValues: (1...count).map { round in
                    let noise = sigma * random.gaussian()
                    return (round, level * exp(noise + shift(round, &random)))
                })
        }
        return MetricSeries(metric: Self.metric, stages: stages)
    }

    /// At the level 1%, of 600 six are expected.
    @Test(arguments: [6, 9, 20]) func `steady noise is said to drift or to have two levels in 2% at most`(_ rounds: Int)
    {
        let found = (0..<600).map { trial in
            let seed = UInt64(10_000 * rounds + 2 * trial)
            return Caveats.of([series(rounds, seed: seed), series(rounds, seed: seed + 1)])
        }
        #expect(found.count { $0.contains { $0.kind == .drift } } <= 12)
        #expect(found.count { $0.contains { $0.kind == .bimodal } } <= 12)
    }

    @Test func `outliers are neither drift nor a second level`() {
        let found = (0..<300).map { seed in
            Caveats.of([
                series(12, seed: UInt64(seed)) { _, random in
                    Int.random(in: 0..<10, using: &random) == 0
                        ? 0.1 * -log(Double.random(in: 0x1p-53..<1, using: &random)) : 0
                }
            ])
        }
        #expect(found.count { !$0.isEmpty } <= 6)
    }

    @Test(arguments: [1.0, -1]) func `a metric that moves over the rounds drifts, by so much`(_ direction: Double)
        throws
    {
        let caveats = Caveats.of([series(12, seed: 3) { round, _ in direction * 0.01 * Double(round) }])
        guard case .drift(_, metrics: 1, let change) = try #require(caveats.first) else {
            Issue.record("no drift but \(caveats)")
            return
        }
        #expect(abs(change - direction * 0.11) < 0.03)
    }

    @Test func `a metric with two levels has them, so far apart`() throws {
        let caveats = Caveats.of([
            series(20, seed: 4, sigma: 0.005) { _, random in Bool.random(using: &random) ? 0.1 : 0 }
        ])
        guard case .bimodal(_, metrics: 1, let distance) = try #require(caveats.first) else {
            Issue.record("no second level but \(caveats)")
            return
        }
        #expect(abs(distance - 0.1) < 0.02)
    }

    @Test func `two builds at two levels are no second level`() {
        let layout = series(40, seed: 4, sigma: 0.005) { round, _ in round.isMultiple(of: 2) ? 0.1 : 0 }
        #expect(Caveats.of([layout]).map(\.kind) == [.bimodal])
        #expect(Caveats.of([layout.byBuild(2)]) == [])
    }

    @Test func `counts are not tested for levels, and what does not vary for nothing`() {
        let counts = (1...30).map { ($0, Double($0 * $0 % 2 == 0 ? 4 : 9)) }
        let two = MetricSeries(metric: Self.metric, stages: [Dictionary(uniqueKeysWithValues: counts)])
        #expect(two.modes == nil)
        let same = MetricSeries(metric: Self.metric, stages: [[1: 5, 2: 5, 3: 5]])
        #expect(same.deviation == nil && same.drift == nil && same.residuals.isEmpty)
    }

    // MARK: - The machine

    @Test(
        arguments: [
            (0.005, nil, "", []), (0.005, 0.4, "performance", [.load]), (0.02, nil, "", [.stolenTime]),
            (nil, nil, "powersave", [.governor]), (0.05, 1.1, "schedutil", [.stolenTime, .load, .governor]),
        ] as [(Double?, Double?, String, [Caveat.Kind])])
    func `what the machine did besides is said`(
        stolen: Double?, others: Double?, governor: String, kinds: [Caveat.Kind]
    ) {
        #expect(Caveats.ofMachine(stolen: stolen, others: others, governor: governor).map(\.kind) == kinds)
    }

    // MARK: - Tables and verdicts

    @Test func `a table of few rounds, or of much noise, says so`() {
        #expect(Caveats.ofTable([series(5, seed: 1)], rounds: 5) == [.fewRounds(5)])
        #expect(Caveats.ofTable([series(8, seed: 1)], rounds: 8) == [])
        let noisy = Caveats.ofTable([series(8, seed: 1), series(8, seed: 1, sigma: 0.2)], rounds: 8)
        #expect(noisy.map(\.kind) == [.noise])
        #expect(
            noisy.first.map { if case .noise(Self.metric, metrics: 1, of: 2, _) = $0 { true } else { false } } == true)
    }

    private func caveats(_ rounds: Int, sigma: Double, change: Double, rebuilds: Int = 1) -> [Caveat] {
        var random = Xoshiro256(seed: 9)
        var samples = RoundSamples()
        for round in 1...rounds {
            for (stage, level) in [(0, 100.0), (1, 100 * exp(change))] {
                samples.add(
                    BenchOutput(samples: [(Self.metric, level * exp(sigma * random.gaussian()))]),
                    of: StageID(stage), round: round)
            }
        }
        let pair = StagePair(before: .base, after: StageID(1))
        let effects = MetricEffect.judge(
            [EffectQuestion(pair: pair, metric: Self.metric)], in: samples, margin: 0.01, confidence: 0.95)
        let options = ComparisonOptions(length: .rounds(rounds), seed: 1, rebuilds: rebuilds)
        return Caveats.of(effects, rounds: rounds, options)
    }

    @Test func `verdicts say what keeps them from being more`() throws {
        #expect(caveats(5, sigma: 0.02, change: 0) == [.fewRounds(5)])
        #expect(caveats(12, sigma: 0.003, change: 0.05) == [.oneBuild])
        #expect(caveats(12, sigma: 0.003, change: 0.05, rebuilds: 3) == [])
        #expect(caveats(12, sigma: 0.003, change: 0.5) == [])
        guard
            case .unsettled(Self.metric, metrics: 1, let told, rounds: 12, let needed) =
                try #require(caveats(12, sigma: 0.05, change: 0).first)
        else {
            Issue.record("not unsettled")
            return
        }
        #expect((0.02...0.15).contains(told))
        #expect(needed > 12)
    }

    /// Searches among 16 patches, a step of 3% at the ninth: in one mode, and in one of two as a coin falls.
    @Test func `of a search in two levels that is said, of others it is not`() {
        func kinds(_ distance: Double, _ seed: UInt64) -> [Caveat.Kind] {
            var random = Xoshiro256(seed: seed)
            var search = PatchSearch(stages: 0...16, goal: .metric(minimumEffect: 0.01))
            while case .run(let stage) = search.step {
                let mode = Bool.random(using: &random) ? distance : 0
                let value = 100 * exp((stage >= 9 ? 0.03 : 0) + 0.01 * random.gaussian() + mode)
                search.record(.metric(value), stage: stage, canBeFirm: false)
            }
            return Caveats.ofSearch(search.series(of: Self.metric)).map(\.kind)
        }
        #expect((0..<60).count { !kinds(0, $0).isEmpty } <= 2)
        #expect((0..<60).count { kinds(0.3, $0) == [.bimodal] } >= 20)
    }

    @Test func `what a stage was measured under before it was gone on with is no difference`() {
        let conditions: [StageID: [String: Parameters.Value]] = [.base: ["cpus": .integer(2)], StageID(1): [:]]
        let pairs = [StagePair(before: .base, after: StageID(1)), StagePair(before: .base, after: StageID(2))]
        let caveats = Caveats.of(conditions, pairs, free: [])
        #expect(caveats == [.conditions(name: "cpus", pairs[0], before: .integer(2), after: nil)])
    }
}
