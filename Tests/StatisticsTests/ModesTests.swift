import Foundation
import PatchbenchTestSupport
import Testing

@testable import Statistics

@Suite struct ModesTests {
    static let two = [0.1, -0.4, 12.3, 0.7, 11.8, 12.1, -0.2, 11.5]

    /// numpy: the standard deviations within the groups pooled, 6 degrees of freedom.
    @Test func `values in two groups have a bound between them`() throws {
        let modes = try #require(Modes(Self.two, floor: 0))
        #expect(modes.count == 2)
        #expect(abs(modes.bounds[0] - 6.1) < 1e-12)
        #expect(abs(modes.scatter - 0.4198213905936667) < 1e-12)
        #expect(abs(modes.centres[0] - -0.05) < 1e-12)
        #expect(Self.two.map(modes.mode) == [0, 0, 1, 0, 1, 1, 0, 1])
    }

    @Test func `three groups are three modes, and no clean gap is one`() {
        #expect(Modes(Self.two + [30, 30.5, 29.7], floor: 0)?.count == 3)
        #expect(Modes([0, 0.3, 0.9, 1.3, 2.2, 2.4, 3.1], floor: 0) == nil)
        #expect(Modes(Self.two, floor: 3) == nil)
        #expect(Modes([0, 0, 9, 9, 9], floor: 0) == nil)
    }

    @Test func `what was found stays while the means are far apart`() throws {
        let modes = try #require(Modes(Self.two, floor: 0))
        #expect(modes.refined(Self.two + [2, 9.5], floor: 0)?.count == 2)
        #expect(modes.refined(Self.two + [2, 3, 4, 5, 7, 8, 9, 10], floor: 0) == nil)
    }

    @Test func `Gaussian samples have one mode`() {
        var random = Xoshiro256(seed: 9)
        let found = (0..<2_000).count { _ in Modes((0..<20).map { _ in random.gaussian() }, floor: 0) != nil }
        #expect(found <= 2)
    }

    /// scipy.special.betaln: ln B(1.5, 0.5) + ln B(1.5, 1.5) - 2 ln B(0.5, 0.5) for one step 0 to 0, one from 0 to 1
    /// and one from 1 to 0, shared; of each level's own 3 ln(1/2), for no two steps are of one level and one mode.
    @Test func `the order of modes has the evidence of a Markov chain`() {
        var sequence = ModeSequence(modes: 2)
        for (mode, level) in [(0, Level.left), (0, .left), (1, .right), (0, .left)] {
            sequence.observe(mode, level: level)
        }
        #expect(abs(sequence.sharedLogLikelihood - log(0.9) - (log(0.5) + log(0.25) + log(0.5))) < 1e-12)
        #expect(abs(sequence.ownLogLikelihood - log(0.1) - 3 * log(0.5)) < 1e-12)
        let contrast = sequence.contrast(.right, .left)
        #expect(abs(contrast.shares[1] - (0.75 - 0.125)) < 1e-12)
    }

    /// After a 0 came one 0, on the left level, and one 1, on the right: (1 + 0.5) / (2 + 1) for all levels, and for
    /// each by itself (1 + 0.5) / (1 + 1) and 0.5 / (1 + 1).
    @Test func `what mode comes next goes by the last one, and of a level by its shares`() {
        var sequence = ModeSequence(modes: 2)
        for (mode, level) in [(0, Level.left), (0, .left), (1, .right), (0, .left)] {
            sequence.observe(mode, level: level)
        }
        let own = exp(sequence.ownLogLikelihood - logSum(sequence.ownLogLikelihood, sequence.sharedLogLikelihood))
        #expect(abs(sequence.next(.right)[0] - ((1 - own) * 0.5 + own * 0.25)) < 1e-12)
        #expect(abs(sequence.next(.left)[0] - ((1 - own) * 0.5 + own * 0.75)) < 1e-12)
        #expect(abs(sequence.shares(of: .right)[1] - 0.75) < 1e-12)
        #expect(sequence.next(.left).sum() > 1 - 1e-12)
    }
}

@Suite struct ResolutionTests {
    static func resolution(_ values: [(value: Double, stage: Int)]) -> Resolution {
        var resolution = Resolution()
        for (index, new) in values.enumerated() {
            resolution.observe(new.value, earlier: values[..<index].map { ($0.value, $0.stage == new.stage) })
        }
        return resolution
    }

    @Test func `ticks show by values that come again, and are noise where one stage has two of them`() {
        let exact = Self.resolution([(3, 0), (3, 0), (4, 1), (4, 1)])
        #expect(exact.tick == 1 && exact.noise == 0)
        let coarse = Self.resolution([(3, 0), (3, 0), (4, 1), (5, 1)])
        #expect(coarse.tick == 1 && coarse.noise == 0.5)
        let fine = Self.resolution([(3, 0), (3.2, 0), (4, 1), (4.1, 1)])
        #expect(fine.tick == 0 && fine.noise == 0)
    }
}
