/// The difference of two means by Welch's t: for a few samples that are nearly Gaussian.
public struct MeanDifference: Sendable {
    private let value: Double
    private let standardError: Double
    private let degreesOfFreedom: Double

    /// nil with less than two samples of either.
    public init?(from before: [Double], to after: [Double]) {
        guard let before = Moments(before), let after = Moments(after) else { return nil }
        value = after.mean - before.mean
        let sum = before.variance + after.variance
        standardError = sum.squareRoot()
        let parts = before.variance * before.variance / before.freedom + after.variance * after.variance / after.freedom
        degreesOfFreedom = parts > 0 ? sum * sum / parts : before.freedom + after.freedom
    }

    /// How probable a difference of this size, or a larger one, is without one.
    public var tail: Double {
        guard standardError > 0 else { return value == 0 ? 1 : 0 }
        return StudentT.twoSidedTail(abs(value) / standardError, degreesOfFreedom: degreesOfFreedom)
    }

    public func estimate(confidence: Double) -> Estimate {
        let halfWidth =
            standardError * StudentT.quantile(twoSidedTail: 1 - confidence, degreesOfFreedom: degreesOfFreedom)
        return Estimate(
            value: value, interval: Interval(low: value - halfWidth, high: value + halfWidth, confidence: confidence))
    }

    private struct Moments {
        let mean: Double
        /// Of the mean.
        let variance: Double
        let freedom: Double

        init?(_ samples: [Double]) {
            guard samples.count > 1 else { return nil }
            let (count, mean) = (Double(samples.count), samples.reduce(0, +) / Double(samples.count))
            self.mean = mean
            freedom = count - 1
            variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / freedom / count
        }
    }
}
