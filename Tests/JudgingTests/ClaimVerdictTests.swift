import PatchModel
import Testing

@testable import Judging
@testable import Outputs

@Suite struct ClaimVerdictTests {
    /// An estimate with an interval from so many rounds; nothing else of it counts here.
    private static func effect(_ low: Double, _ high: Double, rounds: Int = 12) -> MetricEffect {
        MetricEffect(
            pair: StagePair(before: StageID(0), after: StageID(1)), against: nil,
            metric: Metric(name: "alloc", parameters: Parameters(), unit: "cycles", better: .less),
            before: 100, after: 50 * (low + high), ratio: (low + high) / 2, low: low, high: high,
            verdict: .undecided(rounds: 20), isExact: low == high,
            isSettled: false, rounds: rounds)
    }

    static let cases: [(String, Double, Double, ClaimVerdict)] = [
        ("alloc -15%", 0.84, 0.86, .confirmed),
        ("alloc -15%", 0.74, 0.92, .confirmed),
        ("alloc -15%", 0.70, 0.86, .notShown),
        ("alloc -15%", 0.90, 0.99, .notShown),
        ("alloc -15%", 0.93, 0.99, .refuted),
        ("alloc -15%", 1.10, 1.20, .refuted),
        ("alloc -15%", 0.40, 0.50, .refuted),
        ("alloc +10%", 1.06, 1.20, .confirmed),
        ("alloc +10%", 0.90, 1.04, .refuted),
        ("alloc unchanged", 0.995, 1.005, .confirmed),
        ("alloc unchanged", 0.98, 1.005, .notShown),
        ("alloc unchanged", 1.02, 1.03, .refuted),
        ("alloc +40% at most", 0.50, 1.39, .confirmed),
        ("alloc +40% at most", 1.30, 1.50, .notShown),
        ("alloc +40% at most", 1.41, 1.50, .refuted),
        ("alloc -10% at most", 0.91, 1.50, .confirmed),
        ("alloc -10% at most", 0.70, 0.80, .refuted),
        ("alloc -25%", 0.75, 0.75, .confirmed),
        ("alloc unchanged", 1, 1, .confirmed),
    ]

    @Test(arguments: cases) func `a claim is held against the whole interval`(
        _ claim: String, _ low: Double, _ high: Double, _ verdict: ClaimVerdict
    ) throws {
        #expect(try Claim(reading: claim).verdict(of: Self.effect(low, high), margin: 0.01) == verdict)
    }

    @Test(arguments: [
        ("alloc +150% at most", ClaimVerdict.notShown), ("alloc unchanged", .refuted), ("alloc +50%", .notShown),
    ])
    func `from 0 there is no change in per cent`(_ claim: String, _ verdict: ClaimVerdict) throws {
        let metric = Metric(name: "alloc", parameters: Parameters(), unit: "count", better: .less)
        let pair = StagePair(before: StageID(0), after: StageID(1))
        var samples = RoundSamples()
        for round in 1...12 {
            samples.add(BenchOutput(samples: [(metric, 0)]), of: pair.before, round: round)
            samples.add(BenchOutput(samples: [(metric, 5)]), of: pair.after, round: round)
        }
        let effect = try #require(
            MetricEffect.judge(
                [EffectQuestion(pair: pair, metric: metric)], in: samples, margin: 0.01, confidence: 0.95
            ).first)
        #expect(effect.isFromZero && effect.before == 0 && effect.after == 5 && effect.judgement == .slower)
        #expect(try Claim(reading: claim).verdict(of: effect, margin: 0.01) == verdict)
    }

    @Test func `two rounds show nothing`() throws {
        let claim = try Claim(reading: "alloc -15%")
        #expect(claim.verdict(of: Self.effect(0.84, 0.86, rounds: 2), margin: 0.01) == .notShown)
    }

    static let tests: [(TestResult.Outcome?, [TestResult.Outcome?], ClaimVerdict)] = [
        (.fail, [.pass, .pass], .confirmed),
        (.crash, [.pass], .confirmed),
        (.timeout, [.pass], .confirmed),
        (.pass, [.pass], .refuted),
        (.fail, [.pass, .fail], .refuted),
        (.fail, [.pass, nil], .notShown),
        (nil, [.pass], .notShown),
        (.skip, [.pass], .notShown),
        (nil, [.crash], .refuted),
    ]

    @Test(arguments: tests) func `a test must fail before and pass from the patch on`(
        _ before: TestResult.Outcome?, _ after: [TestResult.Outcome?], _ verdict: ClaimVerdict
    ) {
        #expect(Claim.verdict(before: before, after: after) == verdict)
    }

    static let parts: [([ClaimVerdict], ClaimVerdict)] = [
        ([], .notShown),
        ([.confirmed, .confirmed], .confirmed),
        ([.confirmed, .notShown], .notShown),
        ([.notShown, .refuted, .confirmed], .refuted),
    ]

    @Test(arguments: parts) func `a claim on several metrics must hold on each`(
        _ parts: [ClaimVerdict], _ verdict: ClaimVerdict
    ) {
        #expect(ClaimVerdict(parts) == verdict)
    }
}
