import Foundation
import PatchbenchTestSupport
import Testing

@testable import Statistics

@Suite struct DiagnosticsTests {
    static let gauss = [
        0.001, 0.299, -0.274, -0.891, -0.455, -0.992, 0.06, 1.34, -0.492, -0.62, 0.49, 0.357, 0.105, -0.93, -0.029,
        0.695, -1.344, -0.458, -1.901, -1.29,
    ]
    static let twoModes = [
        -1.84, -0.24, -1.27, 0.27, 0.16, -0.19, -2.52, -0.54, 5.95, 6.11, 4.47, 5.52, 5.02, 5.19, 7.06, 5.19, 5.97,
    ]

    /// scipy.stats.kendalltau against the order (exact without ties up to 64 samples, else asymptotic), and
    /// theilslopes.
    static let trends: [([Double], Double, Double)] = [
        ([1, 2, 3, 4, 5, 6], 1, 0.002777777777777778),
        ([0.1, 0.3, 0.2, 0.5, 0.4, 0.45, 0.9, 0.8], 0.1, 0.014136904761904762),
        (gauss, -0.05422222222222223, 0.18588304288709082),
        ([1, 1, 2, 3, 3, 3, 5, 4, 6, 6, 7, 2], 0.5, 0.0034304351397584426),
        (
            (0..<70).map { (sin(Double($0 * $0)) * 1e4 + Double($0) * 100).rounded() / 1e4 }, 0.01186111111111111,
            0.002733957302238798
        ),
    ]

    @Test(arguments: trends) func `a trend is what scipy finds`(_ samples: [Double], _ slope: Double, _ pValue: Double)
        throws
    {
        let trend = try #require(Trend(samples))
        #expect(abs(trend.slope - slope) < 1e-12)
        #expect(abs(trend.pValue - pValue) < 1e-12)
    }

    @Test func `one sample has no trend, and samples that are all alike go nowhere`() {
        #expect(Trend([1]) == nil)
        #expect(Trend([2, 2, 2]) == Trend([5, 5, 5]))
        #expect(Trend([2, 2, 2])?.pValue == 1)
    }

    /// The Python package diptest 0.12; where it says 0, the least that a dip can be is 1 / 2n.
    static let dips: [([Double], Double)] = [
        ([1, 2, 3, 10, 11, 12, 13, 14], 0.14583333333333334), ([1, 1, 1, 2, 2, 5, 5, 5, 5, 9], 0.1875),
        (gauss, 0.0670086393088553), (twoModes, 0.14137843978793235), ((0..<10).map(Double.init), 0.05),
        ([0, 0, 0, 0, 9, 9, 9, 9], 0.25), ([3, 3, 3], 1.0 / 6),
        (
            [
                0.019, 0.014, 0.092, 0.147, 0.186, 0.434, 0.469, 0.843, 0.858, 0.977, 1.591, 2.07, 2.742, 2.952, 5.384,
            ], 0.07362204724409449
        ),
    ]

    @Test(arguments: dips) func `the dip is what diptest finds`(_ samples: [Double], _ expected: Double) {
        #expect(abs(dip(samples) - expected) < 1e-12)
        #expect(abs(dip(samples.map { -$0 }) - expected) < 1e-12)
    }

    @Test func `the dip's tail is that of diptest's table, and of few samples nothing is said`() {
        // diptest 0.12: 0.00250 for these 17.
        #expect((0.002...0.003).contains(DipTest.pValue(dip: dip(Self.twoModes), count: 17)))
        #expect(DipTest.pValue(dip: dip(Self.gauss), count: 20) == 1)
        #expect(DipTest.pValue(dip: 0.25, count: 7) == 1)
        #expect(abs(DipTest.pValue(dip: 0.05039, count: 100) - 0.1) < 0.05)
    }

    /// The quantile 0.01 of the table, on samples that had no part in it.
    @Test(arguments: [9, 17, 40]) func `of samples with one mode one in a hundred is taken for two`(_ count: Int) {
        var random = Xoshiro256(seed: 11)
        let found = (0..<4_000).count { _ in
            let samples = (0..<count).map { _ in Double.random(in: 0..<1, using: &random) }
            return DipTest.pValue(dip: dip(samples), count: count) <= 0.01
        }
        // Binomial(4000, 0.01): 40, standard deviation 6.3.
        #expect((20...65).contains(found))
    }

    /// scipy.stats: t.isf and norm.isf in the documented formula, deviation 0.02, at the levels of one look of many;
    /// below 8 rounds, of one.
    @Test(arguments: [
        (30, 1, 0.01, 0.015173713975151827), (30, 8, 0.01, 0.018741150656009304), (12, 4, 0.001, 0.031514679474554275),
        (6, 4, 0.01, 0.05463523716189162),
    ])
    func `the smallest effect follows its formula`(
        _ rounds: Int, _ comparisons: Int, _ margin: Double, _ effect: Double
    )
        throws
    {
        let smallest = SmallestEffect(deviation: 0.02)
        let told = try #require(smallest.told(inRounds: rounds, comparisons: comparisons, margin: margin))
        #expect(abs(told - effect) < 1e-9)
        #expect(smallest.told(inRounds: 1) == nil)
        #expect(SmallestEffect([1, 2]) == nil)
    }

    /// The deviation comes from an A/A run; another run then has a change of the size that was said.
    @Test(arguments: [(12, 1), (30, 1), (30, 8)])
    func `a change of the smallest size is told in about four of five runs`(_ rounds: Int, _ comparisons: Int) throws {
        var random = Xoshiro256(seed: 5)
        func differences(_ centre: Double) -> [Double] { (0..<rounds).map { _ in centre + 0.02 * random.gaussian() } }
        var told = 0
        for _ in 0..<200 {
            let effect = try #require(
                SmallestEffect(differences(0))?.told(inRounds: rounds, comparisons: comparisons))
            let family = (0..<comparisons).map { index in
                let changes = differences(index == 0 ? effect : 0)
                return Comparison(PairedSamples(before: changes.map { _ in 1 }, after: changes.map(exp)))
            }
            if judge(family)[0].verdict == .slower { told += 1 }
        }
        #expect((135...182).contains(told))
    }
}
