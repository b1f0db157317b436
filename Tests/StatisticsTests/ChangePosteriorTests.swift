import Foundation
import Testing

@testable import Statistics

@Suite struct ChangePosteriorTests {
    static func prior(_ stages: ClosedRange<Int>, two: Double = 0) -> ChangePrior {
        ChangePrior(
            stages: stages, weights: .init(repeating: 1, count: stages.count - 1), none: 0.05, one: 0.95, two: two)
    }

    /// By hand: patches 1...4, one failure at 4 and one pass at 0, a pass at 2 and a failure at 3, each twice; a
    /// culprit c has its likelihood from Beta functions (scipy.special.betaln), "no change" 0.05, each patch 0.2375.
    @Test func `the posterior is Bayes's rule over no change and every patch`() {
        var posterior = ChangePosterior(prior: Self.prior(0...4), model: PassRates())
        for (stage, failed) in [
            (0, false), (4, true), (2, false), (3, true), (0, false), (4, true), (2, false), (3, true),
        ] {
            posterior.observe(failed, stage: stage, elapsed: 1)
        }
        let expected = [0.03100354, 0.03100354, 0.90426979, 0.03100354]
        #expect(abs(posterior.noChange - 0.00271961) < 1e-8)
        for (value, wanted) in zip(posterior.patchProbabilities, expected) { #expect(abs(value - wanted) < 1e-8) }
    }

    @Test func `patches that no run tells apart share their gap by their weights`() {
        let prior = ChangePrior(stages: 0...3, weights: [1, 2, 1], none: 0.05, one: 0.95, two: 0)
        let posterior = ChangePosterior(prior: prior, model: PassRates())
        let expected = [0.2375, 0.475, 0.2375]
        for (value, wanted) in zip(posterior.patchProbabilities, expected) { #expect(abs(value - wanted) < 1e-12) }
    }

    /// Splitting a gap when a stage in it is first measured must give what separate hypotheses from the start give.
    @Test(arguments: [0, 0.4])
    func `the order in which gaps are split does not matter`(two: Double) {
        var random = Xoshiro256(seed: 3)
        let runs = (0..<24).map { _ in
            (stage: Int.random(in: 0...6, using: &random), failed: Bool.random(using: &random))
        }
        var late = ChangePosterior(prior: Self.prior(0...6, two: two), model: PassRates())
        for run in runs { late.observe(run.failed, stage: run.stage, elapsed: 1) }
        var early = ChangePosterior(prior: Self.prior(0...6, two: two), model: PassRates())
        for run in runs.sorted(by: { $0.stage > $1.stage }) { early.observe(run.failed, stage: run.stage, elapsed: 1) }
        #expect(abs(late.noChange - early.noChange) < 1e-12)
        for (one, other) in zip(late.patchProbabilities, early.patchProbabilities) { #expect(abs(one - other) < 1e-12) }
    }

    @Test func `two changes that cancel at the ends are seen between them`() {
        var posterior = ChangePosterior(prior: Self.prior(0...3, two: 1), model: PassRates())
        for _ in 0..<6 {
            for stage in 0...3 { posterior.observe(stage == 1 || stage == 2, stage: stage, elapsed: 1) }
        }
        let probabilities = posterior.patchProbabilities
        #expect(probabilities[0] > 0.99 && probabilities[1] < 0.01 && probabilities[2] > 0.99)
        #expect(posterior.probabilityOfEffect(atLeast: 0.5) > 0.99)
    }

    @Test func `weights sum to the prior of one change and of two`() {
        let prior = ChangePrior(stages: 2...6, weights: [3, 1, 2, 4], none: 0.2, one: 0.5, two: 0.3)
        let gaps = [Gap(low: 2, high: 4), Gap(low: 4, high: 5), Gap(low: 5, high: 6)]
        var sum = prior.mass(nil, nil)
        for (index, first) in gaps.enumerated() {
            for second in gaps[index...] { sum += prior.mass(first, second) }
        }
        #expect(abs(sum - 1) < 1e-12)
    }
}
