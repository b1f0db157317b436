import Foundation
import PatchbenchTestSupport
import Testing

@testable import Statistics

@Suite struct RepeatedLooksTests {
    @Test func `before the eighth round there is one look, at the whole level`() {
        let looks = RepeatedLooks(rounds: 7)
        #expect(looks.level(0.05) == 0.05)
        #expect(looks.pValue(0.03125) == 0.03125)
        #expect(looks.smallEffectShare == 0.1)
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

    @Test func `builds are given beforehand, and so are one look`() {
        let values = (1...16).map(Double.init)
        let rounds = PairedSamples(before: values, after: values)
        #expect(RepeatedLooks(rounds).level(0.05) < 0.05)
        #expect(RepeatedLooks(rounds.byBuild((0..<16).map { $0 % 8 })).level(0.05) == 0.05)
    }

    /// 400 paths of 60 rounds; 5% of them would be 20, and the looks up to round 200 have their share of it.
    @Test func `the truth is inside at every look of nearly all paths`() {
        var random = Xoshiro256(seed: 3)
        let left = (0..<400).count { _ in
            var differences: [Double] = []
            return (1...60).contains { round in
                differences.append(0.02 * random.gaussian())
                guard round >= 8 else { return false }
                let estimate = RepeatedLooks(rounds: round).estimate(differences, confidence: 0.95)
                return !estimate.interval.contains(0)
            }
        }
        #expect((4...24).contains(left))
    }
}
