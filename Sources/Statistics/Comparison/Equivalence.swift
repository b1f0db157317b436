import Foundation

/// Two one-sided tests (Schuirmann 1987) of whether a centre lies within a margin, asked at every look.
///
/// In standard errors, the boundary is lowest where the margin is so many of them that what has no effect is usually
/// shown to have none, and rises with the logarithm of the margin's distance from there, earlier and later: a test that
/// is made at every look must be strict at most of them, and those are the ones that would say little.
struct Equivalence {
    /// So far from the margin's ends, at this look.
    let halfWidth: Double
    private let level: Double
    private let range: ClosedRange<Double>

    /// - Parameters:
    ///   - interval: Of the centre, by which its standard error is known.
    ///   - tail: The error rate, over all looks, of this test and of the interval for values outside the margin.
    init(_ interval: Interval, rounds: Int, margin range: ClosedRange<Double>, tail: Double) {
        self.range = range
        let quantile = StudentT.quantile(twoSidedTail: 1 - interval.confidence, degreesOfFreedom: Double(rounds - 1))
        let error = (interval.high - interval.low) / 2 / quantile
        let least = Self.least(tail)
        let margin = (range.upperBound - range.lowerBound) / 2
        let boundary = least + 2 * abs(log(margin / error / (least + 0.9)))
        level = boundary.isFinite ? Normal.twoSidedTail(boundary) : 0
        halfWidth = least * error
    }

    func isShown(by centre: CentreEstimator) -> Bool {
        level > 0 && centre.interval(confidence: 1 - level).isInside(range)
    }

    private static func least(_ tail: Double) -> Double {
        Normal.quantile(twoSidedTail: tail) + 0.28
    }
}
