import Foundation
import Testing

@testable import Statistics

@Suite("Samples by build")
struct BuildSamplesTests {
    @Test("The rounds of a build are one difference, their centre")
    func centres() {
        let samples = PairedSamples(before: [1, 1, 1, 1, 1], after: [exp(1), exp(10), exp(3), exp(20), exp(8)])
        let builds = samples.byBuild([1, 0, 1, 0, 1])
        // Walsh averages of 10 and 20; of 1, 3 and 8.
        #expect(zip(builds.differences, [15, 3.75]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(builds.scale == .logarithm)
    }

    /// Gaussian layouts of 400 builds, and of each 10 runs with noise of twice that deviation.
    @Test(arguments: [0, 0.002, 0.005]) func `what runs vary is no layout`(_ deviation: Double) throws {
        var random = Xoshiro256(seed: 7)
        let layouts = (0..<400).map { _ in deviation * random.gaussian() }
        let after = (0..<4000).map { exp(layouts[$0 % 400] + 0.01 * random.gaussian()) }
        let samples = PairedSamples(before: after.map { _ in 1 }, after: after)
        let spread = try #require(samples.byBuild((0..<4000).map { $0 % 400 }).spread)
        // The median absolute deviation of 400 is within 12% in 95% of cases: of the centres, which runs alone move by
        // 0.01 / sqrt(10), that is a quarter of the variance.
        #expect(abs(spread * spread - deviation * deviation) < (deviation * deviation + 1e-5) / 4, "\(spread)")
    }

    @Test func `of builds with a round each runs and layout are not told apart`() throws {
        let after = [0.99, 1, 1.01, 1.02, 1.03]
        let samples = PairedSamples(before: after.map { _ in 1 }, after: after).byBuild([0, 1, 2, 3, 4])
        #expect(try abs(#require(samples.spread) - 1.4826 * 0.01) < 1e-3)
    }

    /// R's t.test of Student's sleep data, paired: mean 1.58, 95% interval 0.7001142 to 2.4598858, p = 0.002833.
    @Test func `of builds, Student's t tells`() {
        let differences = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]
        let mean = SampleMean(differences)
        let interval = mean.interval(confidence: 0.95)
        #expect(abs(mean.value - 1.58) < 1e-9)
        #expect(abs(interval.low - 0.7001142) < 1e-7 && abs(interval.high - 2.4598858) < 1e-7)
        #expect(abs(mean.pValue - 0.002833) < 1e-6)
    }
}

@Suite struct ComparisonTests {
    /// Holm's adjusted p-values, from statsmodels' and R's documented p.adjust(method = "holm") rule, worked by hand.
    @Test func `adjusted p-values step down`() {
        let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
        for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
    }

    @Test func `levels stop stepping down at the first that is not rejected`() {
        let levels = Holm.levels([0.01, 0.04, 0.03, 0.005], alpha: 0.05)
        for (value, expected) in zip(levels, [0.05 / 3, 0.025, 0.025, 0.0125]) {
            #expect(abs(value - expected) < 1e-12)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let differences: [Double]
        let better: Better
        let verdict: Verdict
        let isSettled: Bool
    }

    static let cases = [
        Case(
            testDescription: "well below", differences: [-0.16, -0.15, -0.17, -0.16, -0.15, -0.18, -0.16, -0.17],
            better: .less, verdict: .faster, isSettled: true),
        Case(
            testDescription: "well below where more is better",
            differences: [-0.16, -0.15, -0.17, -0.16, -0.15, -0.18, -0.16, -0.17],
            better: .more, verdict: .slower, isSettled: true),
        Case(
            testDescription: "inside the margin", differences: [0.001, -0.002, 0.003, 0, -0.001, 0.002, -0.003, 0.001],
            better: .less, verdict: .unchanged, isSettled: true),
        Case(
            testDescription: "off zero, about the margin",
            differences: [0.008, 0.012, 0.007, 0.014, 0.01, 0.009, 0.013, 0.006],
            better: .less, verdict: .slower, isSettled: false),
    ]

    @Test(arguments: cases)
    func `a verdict follows from the interval and the margin`(_ given: Case) {
        let samples = PairedSamples(
            before: given.differences.map { _ in 1 }, after: given.differences.map { exp($0) })
        let effect = judge([Comparison(samples, better: given.better)])[0]
        #expect(effect.verdict == given.verdict)
        #expect(effect.isSettled == given.isSettled)
    }

    @Test func `an undecided comparison says how many rounds would do`() {
        // Half-width 0.03 about 0.01: to come off 0 it must shrink to 0.01, a ninth of the variance.
        let interval = Interval(low: -0.02, high: 0.04, confidence: 0.95)
        let off = RepeatedLooks.Look(estimate: Estimate(value: 0.01, interval: interval), equivalenceHalfWidth: 0.02)
        // 0.016 about 0.002: to come inside the margin it must shrink to 0.008, a quarter of the variance.
        let inside = RepeatedLooks.Look(
            estimate: Estimate(value: 0.002, interval: interval), equivalenceHalfWidth: 0.016)
        for (look, rounds) in [(off, 72), (inside, 32)] {
            #expect(
                Verdict(look: look, range: -0.01...0.01, better: .less, isSure: false, rounds: 8)
                    == .undecided(rounds: rounds))
        }
    }

    @Test func `ratios are of the medians of what was measured in pairs`() {
        let before = [100.0, 200, 400, 800, 100, 200, 400, 800]
        let effect = judge([Comparison(PairedSamples(before: before, after: before.map { $0 * 0.84 }))])[0]
        #expect(abs(effect.ratio.value - 0.84) < 1e-12)
        #expect(effect.verdict == .faster)
        #expect(effect.pValue == 0)
    }

    @Test func `a metric that is 0 is compared by differences`() {
        let zeros = [Double](repeating: 0, count: 8)
        let same = judge([Comparison(PairedSamples(before: zeros, after: zeros))])[0]
        #expect(same.verdict == .unchanged && same.ratio.value == 1)
        let gone = judge([Comparison(PairedSamples(before: [2, 2, 2, 2, 2, 2, 2, 2], after: zeros))])[0]
        #expect(gone.verdict == .faster && gone.ratio.value == 0)
    }

    @Test func `a family widens every interval and spares the clear changes`() {
        let noisy = [0.02, 0.004, 0.03, 0.012, 0.025, 0.006, 0.005, 0.02]
        let clear = [-0.5, -0.51, -0.49, -0.5, -0.52, -0.5, -0.51, -0.48]
        func samples(_ differences: [Double]) -> Comparison {
            Comparison(PairedSamples(before: differences.map { _ in 1 }, after: differences.map { exp($0) }))
        }
        let alone = judge([samples(noisy)])[0]
        let family = judge([samples(clear)] + (0..<20).map { _ in samples(noisy) })
        #expect(alone.verdict == .slower)
        #expect(family[0].verdict == .faster)
        for effect in family[1...] {
            guard case .undecided = effect.verdict else {
                Issue.record("expected undecided, got \(effect.verdict)")
                continue
            }
            #expect(effect.ratio.interval.low < alone.ratio.interval.low)
        }
    }

    @Test func `rounds are added to what is not settled and not spent`() {
        func effect(_ differences: [Double]) -> Effect {
            judge([Comparison(PairedSamples(before: differences.map { _ in 1 }, after: differences.map { exp($0) }))])[
                0]
        }
        let rule = StoppingRule(maximumRounds: 10)
        let few = effect([0, 0, 0])
        let settled = effect([0, 0.001, 0, 0.001, 0, 0.001, 0, 0.001])
        let open = effect([0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1])
        let spent = effect([0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1])
        #expect(rule.unsettled([few, settled, open, spent]) == [0, 2])
    }
}
