import Testing

@testable import verdict_simulation

/// A small version of `make bench`: the same seeds always give the same counts, so these limits are no matter of luck.
/// They are those of docs/statistics.md, with room for what so few series can tell.
@Suite struct SimulationTests {
    static func measure(_ steps: [Double], _ noise: Noise, series: Int, all: Bool = false) -> Tally {
        let cell = Cell(strategy: .patchbench(all: all), design: .init(patches: 64, steps: steps, noise: noise))
        return cell.measure(series: series, seed: 7)
    }

    @Test(arguments: [Noise.gauss, .walk, .spells])
    func `a step of twice the noise is found in few runs and builds`(noise: Noise) {
        let tally = Self.measure([2], noise, series: 30)
        #expect(tally.exact >= 28)
        #expect(tally.runs.reduce(0, +) <= 30 * 45)
        #expect(tally.builds <= 30 * 12)
        #expect(tally.covered >= 25)
    }

    @Test func `no step is seldom taken for one`() {
        let tally = Self.measure([], .walk, series: 30)
        #expect(tally.wrong <= 1)
        #expect(tally.runs.sorted()[15] <= 40)
    }

    @Test func `two steps that cancel are found exactly`() {
        let tally = Self.measure([2, -2], .gauss, series: 12, all: true)
        #expect(tally.exact >= 10)
        #expect(tally.wrong <= 1)
    }

    /// git_bayesect 1.2 (PyPI) on the same readings gives the same probabilities and the same next stage.
    @Test func `the rule of git_bayesect is its own`() {
        var posterior = BernoulliPosterior(stages: 5)
        for (stage, failed) in [(0, false), (4, true), (2, false), (3, true), (2, true)] {
            posterior.record(failed, stage: stage)
        }
        let expected = [0.1363636364, 0.2272727273, 0.2272727273, 0.2727272727, 0.1363636364]
        for (value, wanted) in zip(posterior.probabilities, expected) { #expect(abs(value - wanted) < 1e-8) }
        #expect(posterior.mostInformativeStage == 1)
    }
}
