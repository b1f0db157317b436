import PatchbenchTestSupport
import Testing

@testable import Statistics

@Suite struct BlockAgreementTests {
    /// The expected value is that of SciPy: `scipy.stats.ttest_ind(one, other, equal_var=False)`.
    @Test func `two blocks are compared by Welch's test`() {
        let (one, other) = ([27.5, 21.0, 19.0, 23.6, 17.0, 17.9], [27.1, 22.0, 20.8, 23.4, 23.4, 23.5])
        #expect(abs(BlockAgreement.pValue(one, others: other) - 0.23486175199) < 1e-9)
        #expect(abs(BlockAgreement.pValue(other, others: one) - 0.23486175199) < 1e-9)
        #expect(BlockAgreement.pValue(one, others: Array(other.prefix(4))) == 1)
        #expect(BlockAgreement.pValue([1, 1, 1, 1, 1], others: [1, 1, 1, 1, 1]) == 1)
        #expect(BlockAgreement.pValue([1, 1, 1, 1, 1], others: [2, 2, 2, 2, 2]) == 0)
    }

    /// By the definition of a p-value, whatever the spreads.
    @Test func `blocks of one effect are told apart as often as the level says`() {
        var random = Xoshiro256(seed: 4)
        let trials = 4000
        let rejected = (0..<trials).count { _ in
            let one = (0..<8).map { _ in 3 * random.gaussian() }
            let other = (0..<40).map { _ in random.gaussian() }
            return BlockAgreement.pValue(one, others: other) <= 0.05
        }
        #expect((0.04...0.06).contains(Double(rejected) / Double(trials)))
    }
}
