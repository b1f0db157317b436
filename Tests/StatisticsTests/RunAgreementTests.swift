import Testing

@testable import Statistics

@Suite struct RunAgreementTests {
    /// scipy.stats.ttest_ind, of the logarithms where all samples are positive.
    @Test(arguments: [
        ([10.1, 10.4, 9.8, 10.0, 10.2], [10.3, 10.5, 10.1], 0.2522824430770013),
        ([100, 101, 99, 100.5], [110, 111, 109.5], 1.863832106807822e-05),
        ([-1, 0, 2, 1], [0.5, 1.5, 3], 0.2855909406452011),
    ])
    func `p-values are those of scipy`(_ earlier: [Double], _ later: [Double], _ pValue: Double) {
        #expect(abs(RunAgreement.pValue(.init(earlier: earlier, later: later)) / pValue - 1) < 1e-9)
    }

    @Test(arguments: [
        ([7.0, 7, 7], [7.0, 7, 7], true), ([7.0, 7, 7], [8.0, 8, 8], false), ([0.1], [0.1, 0.1, 0.1], true),
        ([7.0, 7, 7], [7.0, 7], false), ([100, 101, 99, 100.5], [110, 111, 109.5], false),
    ])
    func `counts must be the same, times must not differ, and there must be three`(
        _ earlier: [Double], _ later: [Double], _ holds: Bool
    ) {
        #expect(RunAgreement.holds([.init(earlier: earlier, later: later)]) == holds)
    }

    @Test func `runs of the same are told apart in about one of a hundred cases, however much is compared`() {
        var generator = Xoshiro256(seed: 11)
        func sample() -> Double {
            100 + (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0...1, using: &generator) }
        }
        var refused = 0
        for _ in 0..<2000 {
            let groups = (0..<20).map { _ in
                RunAgreement.Samples(earlier: (0..<9).map { _ in sample() }, later: (0..<3).map { _ in sample() })
            }
            if !RunAgreement.holds(groups) { refused += 1 }
        }
        // 20 expected, of binomial spread 4.4.
        #expect((5...38).contains(refused))
    }
}
