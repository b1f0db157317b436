import Foundation

/// Whether samples that two runs took of the same thing can be taken for those of one run: an A/A check.
public enum RunAgreement {
    /// What two runs measured of one thing, each not empty.
    public struct Samples: Sendable {
        public var earlier: [Double]
        public var later: [Double]

        public init(earlier: [Double], later: [Double]) {
            self.earlier = earlier
            self.later = later
        }
    }

    /// Samples of the later run below which nothing is said.
    public static let fewestSamples = 3

    /// Whether no difference is shown, over all that both measured, at a level of 1% for all together (Holm).
    ///
    /// Differences that so few samples cannot show stay: this finds a machine that is another one now, not one that is
    /// a little slower. Effects are paired within a round, so that a shift of all stages alike is not in them.
    public static func holds(_ groups: [Samples], level: Double = 0.01) -> Bool {
        guard groups.allSatisfy({ !$0.earlier.isEmpty && $0.later.count >= fewestSamples }) else { return false }
        return Holm.adjusted(groups.map(pValue)).allSatisfy { $0 > level }
    }

    /// Student's test of two samples with one variance: build and machine are the same. Of logarithms, where there are
    /// any.
    static func pValue(_ samples: Samples) -> Double {
        let hasLogarithms = (samples.earlier + samples.later).allSatisfy { $0 > 0 && $0.isFinite }
        let (earlier, later) = (samples.earlier, samples.later)
        let (a, b) = hasLogarithms ? (earlier.map { log($0) }, later.map { log($0) }) : (earlier, later)
        let (meanA, meanB) = (mean(a), mean(b))
        let squares = squaredDeviations(a, from: meanA) + squaredDeviations(b, from: meanB)
        let freedom = Double(a.count + b.count - 2)
        // What never varied is a count, and either the same or not.
        guard squares > 0 else { return a[0] == b[0] ? 1 : 0 }
        let error = (squares / freedom * (1 / Double(a.count) + 1 / Double(b.count))).squareRoot()
        return StudentT.twoSidedTail((meanA - meanB) / error, degreesOfFreedom: freedom)
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private static func squaredDeviations(_ values: [Double], from mean: Double) -> Double {
        // The mean of equal values may be off by a rounding, which is no variation.
        values.allSatisfy { $0 == values[0] } ? 0 : values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
}
