import Testing

@testable import Statistics

@Suite struct StudentTTests {
    /// 2 * scipy.stats.t.sf(t, df).
    @Test(arguments: [
        (2.0, 5.0, 0.10193947882985835), (1, 1, 0.5), (3.5, 30, 0.0014768074376442532),
        (12.7, 1, 0.050024327689344165), (0.1, 200.5, 0.9204442428699784), (8, 7, 9.114921170875357e-05),
    ])
    func `tails are those of scipy`(t: Double, degreesOfFreedom: Double, tail: Double) {
        #expect(abs(StudentT.twoSidedTail(t, degreesOfFreedom: degreesOfFreedom) / tail - 1) < 1e-10)
    }

    /// scipy.stats.t.isf(tail / 2, df).
    @Test(arguments: [
        (0.05, 5.0, 2.5705818356363155), (0.001, 11, 4.436979338234449), (0.0002, 7, 7.063432828157514),
        (0.01, 2.5, 7.163728138948786),
    ])
    func `quantiles are those of scipy`(tail: Double, degreesOfFreedom: Double, t: Double) {
        #expect(abs(StudentT.quantile(twoSidedTail: tail, degreesOfFreedom: degreesOfFreedom) / t - 1) < 1e-9)
    }

    /// scipy.stats.norm.isf(0.025).
    @Test func `the normal quantile is 1 96`() {
        #expect(abs(Normal.quantile(twoSidedTail: 0.05) - 1.959963984540054) < 1e-10)
    }
}
