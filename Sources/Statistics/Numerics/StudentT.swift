import Foundation

/// Student's t distribution with a positive, not necessarily whole, number of degrees of freedom.
enum StudentT {
    /// P(|T| > |t|).
    static func twoSidedTail(_ t: Double, degreesOfFreedom: Double) -> Double {
        guard t.isFinite else { return 0 }
        return regularizedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
    }

    /// The t that |T| exceeds with the probability `tail`, 0 < tail < 1.
    static func quantile(twoSidedTail tail: Double, degreesOfFreedom: Double) -> Double {
        solveDecreasing(for: tail) { twoSidedTail($0, degreesOfFreedom: degreesOfFreedom) }
    }

    /// The regularised incomplete beta function I_x(a, b).
    static func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        // The continued fraction converges fast only below the mean; above it the mirror image does.
        if x > (a + 1) / (a + b + 2) { return 1 - regularizedBeta(1 - x, b, a) }
        let logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
        return exp(logFront) / (a * betaFraction(x, a, b))
    }

    /// The continued fraction of DLMF 8.17.22 in Lentz's form: its value times I_x(a, b) is x^a (1-x)^b / (a B(a, b)).
    private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var value = 1.0
        var numeratorRatio = 1.0
        var denominatorRatio = 0.0
        for step in 1...10_000 {
            let m = Double(step / 2)
            let coefficient =
                step.isMultiple(of: 2)
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            denominatorRatio = 1 + coefficient * denominatorRatio
            numeratorRatio = 1 + coefficient / numeratorRatio
            if abs(denominatorRatio) < tiny { denominatorRatio = tiny }
            if abs(numeratorRatio) < tiny { numeratorRatio = tiny }
            denominatorRatio = 1 / denominatorRatio
            let change = numeratorRatio * denominatorRatio
            value *= change
            if abs(change - 1) < 1e-15 { break }
        }
        return value
    }
}

/// ln Γ(x) for x > 0.
func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
}
