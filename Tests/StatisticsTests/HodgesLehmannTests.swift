import Testing

@testable import Statistics

@Suite struct HodgesLehmannTests {
    static let sample = [0.031, -0.012, 0.044, 0.027, 0.051, -0.003, 0.019, 0.038]

    @Test func `the estimate is the median of the Walsh averages`() throws {
        let estimate = try #require(estimateCentre(Self.sample))
        #expect(abs(estimate.value - 0.026) < 1e-12)
        #expect(abs(estimate.interval.confidence - 0.9609375) < 1e-12)
        // The 4th smallest and largest of the 36 averages (numpy).
        #expect(abs(estimate.interval.low - 0.0035) < 1e-12)
        #expect(abs(estimate.interval.high - 0.044) < 1e-12)
    }

    /// The critical values of the signed-rank statistic, from its exact distribution in numpy.
    @Test(arguments: [
        (6, 0, 0.96875), (7, 2, 0.953125), (8, 3, 0.9609375), (10, 8, 0.951171875), (12, 13, 0.95751953125),
        (20, 52, 0.9515590667724609), (40, 264, 0.9502394321807515),
    ])
    func `interval ranks are exact`(count: Int, index: Int, confidence: Double) throws {
        let found = try #require(SignedRank.intervalIndex(count: count, confidence: 0.95))
        #expect(found.index == index)
        #expect(abs(found.confidence - confidence) < 1e-12)
    }

    @Test func `five samples have no rank interval of 95%`() {
        #expect(SignedRank.intervalIndex(count: 5, confidence: 0.95) == nil)
    }

    @Test func `the normal approximation joins the exact ranks`() throws {
        let exact = try #require(SignedRank.intervalIndex(count: SignedRank.exactLimit, confidence: 0.95))
        let approximate = try #require(SignedRank.intervalIndex(count: SignedRank.exactLimit + 1, confidence: 0.95))
        // A 65th sample moves the exact critical value of 64, 747, by some 25 ranks (scipy.stats.wilcoxon's tables).
        #expect((15...35).contains(approximate.index - exact.index))
    }

    /// scipy.stats.wilcoxon: exact; exact over permutations with ties and a zero; with the normal approximation.
    @Test func `p-values are those of scipy`() {
        #expect(abs(SignedRank.pValue(Self.sample) - 0.0390625) < 1e-12)
        #expect(abs(SignedRank.pValue([1, -2, 2, 3, 3, -1, 4, 5, 0]) - 0.078125) < 1e-12)
        let many = (0..<101).map { Double(($0 * 37) % 101 - 40) / 10 }
        #expect(abs(SignedRank.pValue(many) - 0.0018705140814183519) < 1e-9)
        #expect(SignedRank.pValue([0, 0]) == 1)
    }

    @Test(arguments: [3, 4, 5, 6, 9, 14], [0.05, 0.01, 0.0005])
    func `the interval leaves out 0 exactly where the test rejects`(count: Int, level: Double) throws {
        var random = Xoshiro256(seed: UInt64(count))
        for _ in 0..<200 {
            let centre = Double.random(in: 0...1.5, using: &random)
            let sample = (0..<count).map { _ in centre + Double.random(in: -1...1, using: &random) }
            let interval = try #require(estimateCentre(sample, confidence: 1 - level)).interval
            #expect(!interval.contains(0) == (centreTest(sample) <= level))
        }
    }

    @Test func `where ranks run out the interval is Student's, and never inside the range`() throws {
        // scipy: mean 1.02, standard error 0.0216795, t(4, two-sided 0.001) = 8.610302.
        let sample = [1.0, 1.1, 0.98, 1.03, 0.99]
        let interval = try #require(estimateCentre(sample, confidence: 0.999)).interval
        #expect(abs(interval.low - 0.833333109895) < 1e-9)
        #expect(abs(interval.high - 1.206666890105) < 1e-9)
    }

    @Test func `differences that do not vary are exact`() throws {
        let estimate = try #require(estimateCentre([-0.25, -0.25, -0.25], confidence: 0.999))
        #expect(estimate.interval.low == -0.25 && estimate.interval.high == -0.25)
        #expect(centreTest([-0.25, -0.25, -0.25]) == 0)
        #expect(centreTest([0, 0, 0]) == 1)
    }
}
