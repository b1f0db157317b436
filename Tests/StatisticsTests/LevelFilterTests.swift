import Foundation
import Testing

@testable import Statistics

@Suite struct LevelFilterTests {
    /// With levels that may lie anywhere and no drift, the estimate of a few clean samples is the difference of means.
    @Test func `without drift and outliers a contrast is the difference of means`() {
        var filter = LevelFilter<4, SIMD4<Double>>(driftVariance: 0, levelVariance: 1e6)
        for value in [0.1, -0.1, 0.05, -0.05] { filter.observe(value, level: .left, elapsed: 1) }
        for value in [2.1, 1.9, 2.05, 1.95] { filter.observe(value, level: .right, elapsed: 1) }
        let contrast = filter.contrast(.right, .left)
        #expect(abs(contrast.mean - 2) < 0.02)
        #expect(filter.noiseVariance < 1)
    }

    @Test func `an outlier moves a level less than a tenth of what it moves a mean`() {
        var filter = LevelFilter<4, SIMD4<Double>>(driftVariance: 0, levelVariance: 25)
        for value in [0.1, -0.1, 0.3, -0.3, 0.2, -0.2, 0, 0.1, -0.1] { filter.observe(value, level: .left, elapsed: 1) }
        filter.observe(20, level: .left, elapsed: 1)
        #expect(abs(filter.predict(.left).mean) < 0.2)
    }

    @Test func `drift is in no contrast but in every prediction`() {
        var steady = LevelFilter<4, SIMD4<Double>>(driftVariance: 0, levelVariance: 25)
        var drifting = LevelFilter<4, SIMD4<Double>>(driftVariance: 0.1, levelVariance: 25)
        for run in 0..<40 {
            let drift = 0.1 * Double(run)
            let level: Level = [.left, .right, .right, .left][run % 4]
            let value = drift + (level == .right ? 2 : 0)
            steady.observe(value, level: level, elapsed: 1)
            drifting.observe(value, level: level, elapsed: 1)
        }
        #expect(abs(drifting.contrast(.right, .left).mean - 2) < 0.1)
        #expect(drifting.predict(.left).mean > steady.predict(.left).mean)
        #expect(drifting.logLikelihood > steady.logLikelihood)
    }

    /// Values of the same length of time are worth the same whether they come as one step or as many.
    @Test func `the time between runs widens what is not known of the drift`() {
        var near = LevelFilter<4, SIMD4<Double>>(driftVariance: 0.03, levelVariance: 25)
        var far = near
        near.observe(0, level: .left, elapsed: 1)
        far.observe(0, level: .left, elapsed: 1)
        near.observe(0, level: .left, elapsed: 1)
        far.observe(0, level: .left, elapsed: 50)
        #expect(far.predict(.left).variance > near.predict(.left).variance)
    }
}

@Suite struct PassRatesTests {
    /// ln of B(f + 1/2, p + 1/2) / B(1/2, 1/2), from scipy.special.betaln.
    @Test func `the evidence of passes and failures is the Beta function's`() {
        var rates = PassRates()
        for failed in [true, true, false, true] { rates.observe(failed, level: .left, elapsed: 1) }
        for failed in [false, false] { rates.observe(failed, level: .right, elapsed: 1) }
        #expect(abs(rates.logLikelihood - (-4.223421604497243)) < 1e-8)
        #expect(abs(rates.predict(.left).level.mean - 0.7) < 1e-12)
        #expect(abs(rates.contrast(.right, .left).mean - (0.5 / 3 - 0.7)) < 1e-12)
    }
}
