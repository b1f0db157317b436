import Foundation

/// Whether differences that were taken in blocks, such as on several machines, are of one effect.
///
/// Signed ranks want each difference to lie symmetrically about the one centre, and not that all spread alike, so that
/// blocks whose noise differs are judged together as one sample. What they do not forgive is a block with another
/// centre.
public enum BlockAgreement {
    /// Of fewer differences nothing is said.
    public static let fewest = 5

    /// The chance that a block lies as far from the others as it does, were the effect the same: Welch's test, since
    /// their noise need not be the same (Biometrika 34, 1947). 1 where there are too few to say.
    public static func pValue(_ block: [Double], others: [Double]) -> Double {
        guard block.count >= fewest, others.count >= fewest else { return 1 }
        let (one, other) = (Moment(block), Moment(others))
        let error = one.squaredError + other.squaredError
        guard error > 0 else { return one.mean == other.mean ? 1 : 0 }
        let freedom =
            error * error
            / (one.squaredError * one.squaredError / Double(block.count - 1)
                + other.squaredError * other.squaredError / Double(others.count - 1))
        return StudentT.twoSidedTail((one.mean - other.mean) / error.squareRoot(), degreesOfFreedom: freedom)
    }

    private struct Moment {
        var mean: Double
        /// Of the mean.
        var squaredError: Double

        init(_ values: [Double]) {
            let count = Double(values.count)
            // The mean of equal values may be off by a rounding, which is no variation.
            let isConstant = values.allSatisfy { $0 == values[0] }
            let mean = isConstant ? values[0] : values.reduce(0, +) / count
            let squares = isConstant ? 0 : values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            self.mean = mean
            squaredError = squares / (count - 1) / count
        }
    }
}
