import Testing

@testable import Statistics

@Suite struct MedianTests {
    static let sample = [9.8, 10.4, 10.1, 12.9, 10.0, 9.7, 10.3, 10.6, 11.2, 9.9, 10.2]

    /// scipy.stats.quantile_test(sample, q, p=0.5).confidence_interval(0.95) and median_abs_deviation(scale="normal").
    @Test func `the median of eleven has the interval that scipy gives`() throws {
        let estimate = try #require(estimateMedian(Self.sample))
        #expect(estimate.value == 10.2)
        #expect(estimate.interval.low == 9.8)
        #expect(estimate.interval.high == 11.2)
        let deviation = try #require(medianAbsoluteDeviation(Self.sample))
        #expect(abs(deviation - 0.444780665551679) < 1e-5)
    }

    /// 1 - 2 scipy.stats.binom.cdf(k, n, 0.5) for the largest k that reaches 95%, or k = 0.
    @Test(arguments: [
        (5, 0, 0.9375), (6, 0, 0.96875), (8, 0, 0.9921875), (9, 1, 0.9609375), (11, 1, 0.98828125),
        (20, 5, 0.9586105346679688), (50, 17, 0.9671608624357315), (101, 40, 0.9539559330706572),
    ])
    func `the interval's ranks and confidence are binomial`(count: Int, index: Int, confidence: Double) throws {
        let interval = try #require(estimateMedian((0..<count).map(Double.init))).interval
        #expect(interval.low == Double(index))
        #expect(interval.high == Double(count - 1 - index))
        #expect(abs(interval.confidence - confidence) < 1e-12)
    }

    @Test func `nothing has no median and one sample has no interval`() {
        #expect(median([]) == nil)
        #expect(estimateMedian([]) == nil)
        #expect(estimateMedian([3]) == Estimate(value: 3, interval: Interval(low: 3, high: 3, confidence: 0)))
        #expect(median([1, 4]) == 2.5)
    }
}
