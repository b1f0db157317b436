/// The difference of two means by Welch's t: for a few samples that are nearly Gaussian.
public struct MeanDifference: Sendable {
    private let value: Double
    private let standardError: Double
    private let degreesOfFreedom: Double

    /// nil with less than two samples of either.
    public init?(from before: [Double], to after: [Double]) {
        guard before.count > 1, after.count > 1 else { return nil }
        let (before, after) = (SampleMean(before), SampleMean(after))
        value = after.value - before.value
        let sum = before.variance + after.variance
        standardError = sum.squareRoot()
        let parts = [before, after].reduce(0) { $0 + $1.variance * $1.variance / $1.degreesOfFreedom }
        degreesOfFreedom = parts > 0 ? sum * sum / parts : before.degreesOfFreedom + after.degreesOfFreedom
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
}
