import Foundation
import PatchbenchTestSupport
import Testing

@testable import Statistics

@Suite struct RepeatedLooksTests {
    @Test func `before the eighth round there is one look, at the whole level`() {
        let looks = RepeatedLooks(rounds: 7)
        #expect(looks.level(0.05) == 0.05)
        #expect(looks.pValue(0.03125) == 0.03125)
        #expect(looks.smallEffectShare == 0.2)
    }

    @Test(arguments: [8, 12, 13, 80, 300])
    func `a p-value of all looks is at most a level where that of the look is at most the look's`(rounds: Int) {
        let looks = RepeatedLooks(rounds: rounds)
        for level in [0.5, 0.1, 0.05, 0.01, 0.05 / 44, 0.05 / 440, 1e-6] {
            #expect(looks.level(level) < level)
            #expect(abs(looks.pValue(looks.level(level)) / level - 1) < 1e-9)
        }
    }

    /// With z = 2.92 for one look, the level of 0.0035, a Brownian path over the looks 8 to 200 has the probability
    /// phi(z) ((z - 1 / z) ln(200 / 8) + 4 / z) of a look beyond it (Siegmund, *Sequential Analysis*, 1985, eq. 4.40):
    /// 0.056; paths that are seen once a round have less.
    @Test func `the level of a look is somewhat above that of a path seen all the time`() {
        #expect((0.003...0.004).contains(RepeatedLooks(rounds: 40).level(0.05)))
    }

    @Test func `builds are looked at once, their rounds again and again, and the wider of both holds`() {
        let sleep = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]
        let after = (0..<40).map { exp(sleep[$0 % 10] + 0.3 * sin(Double($0) * 12.9898)) }
        let samples = PairedSamples(before: after.map { _ in 1 }, after: after)
        let builds = samples.byBuild((0..<40).map { $0 % 10 })
        #expect(RepeatedLooks(builds).level(0.05) == RepeatedLooks(rounds: 40).level(0.05))
        let rounds = RepeatedLooks(samples).look(at: samples, margin: Self.margin, confidence: 0.95).estimate.interval
        let look = RepeatedLooks(builds).look(at: builds, margin: Self.margin, confidence: 0.95).estimate
        let student = SampleMean(builds.differences).interval(confidence: 0.95)
        #expect(look.interval.low == min(rounds.low, student.low))
        #expect(look.interval.high == max(rounds.high, student.high))
        #expect(look.value == SampleMean(builds.differences).value)
        #expect(RepeatedLooks(builds).pValue(of: builds) >= RepeatedLooks(samples).pValue(of: samples))
        let none = PairedSamples(before: [], after: []).byBuild([])
        #expect(judge([Comparison(none)])[0].verdict == .undecided(rounds: 8))
    }

    /// Builds of one code, and runs that vary by a tenth: with Student's t at each of the looks one path in four had
    /// an interval that leaves 0 out by more than the margin.
    @Test func `many looks at builds leave the truth inside`() {
        var random = Xoshiro256(seed: 5)
        let left = (0..<100).count { _ in
            var after: [Double] = []
            return (1...60).contains { round in
                after.append(exp(0.1 * random.gaussian()))
                guard round >= 8 else { return false }
                let samples = PairedSamples(before: after.map { _ in 1 }, after: after)
                return judge([Comparison(samples.byBuild((0..<round).map { $0 % 8 }))], margin: 0.005)[0].isSettled
            }
        }
        #expect(left <= 5)
    }

    /// Paths of a step under noise of 2% a difference, looked at from round 8 on.
    private func looks(_ step: Double, paths: Int, rounds: Int = 60, _ isSeen: (RepeatedLooks.Look) -> Bool) -> Int {
        var random = Xoshiro256(seed: 3)
        return (0..<paths).count { _ in
            var differences: [Double] = []
            return (1...rounds).contains { round in
                differences.append(step + 0.02 * random.gaussian())
                guard round >= 8 else { return false }
                let looks = RepeatedLooks(rounds: round)
                return isSeen(looks.look(at: differences, margin: Self.margin, confidence: 0.95))
            }
        }
    }

    private static let margin = -0.01...0.01

    /// Of 200 paths 5% would be 10, and the looks up to round 200 have their share of it. With no effect, and just
    /// outside the margin, where two tests share the error rate.
    @Test(arguments: [0, 0.0101])
    func `the truth is inside at every look of nearly all paths`(_ step: Double) {
        let left = looks(step, paths: 200) { !$0.estimate.interval.contains(step) }
        #expect((1...18).contains(left))
    }

    /// The half width of an interval at the level of one look, z = 2.92, is 0.0092 by then: one path in five.
    @Test func `no effect is usually shown to be none where its standard error is a third of the margin`() {
        let found = looks(0, paths: 100, rounds: 40) { $0.estimate.interval.isInside(Self.margin) }
        #expect(found > 45)
    }

    @Test func `a value outside the margin is left out at less, and what lies within at the whole level`() {
        let differences = (1...40).map { 0.02 + 0.02 * sin(Double($0) * 12.9898) }
        let inner = estimateCentre(differences, confidence: 1 - RepeatedLooks(rounds: 40).level(0.05))!.interval
        let outer = estimateCentre(differences, confidence: 1 - RepeatedLooks(rounds: 40).level(0.025))!.interval
        #expect(outer.low < inner.low)
        func interval(_ margin: Double) -> Interval {
            RepeatedLooks(rounds: 40).look(at: differences, margin: -margin...margin, confidence: 0.95).estimate
                .interval
        }
        // Zero is left out, so that the margin itself is not reached.
        #expect(interval(0.5).low == inner.low && interval(0.5).high == inner.high)
        #expect(interval(1e-6).low == outer.low && interval(1e-6).high == outer.high)
        let between = (outer.low + inner.low) / 2
        #expect(interval(between).low == between.nextUp)
    }
}
