import Foundation

/// The standard normal distribution.
enum Normal {
    /// P(|Z| > |z|).
    static func twoSidedTail(_ z: Double) -> Double {
        erfc(abs(z) / 2.0.squareRoot())
    }

    /// The z that |Z| exceeds with the probability `tail`, 0 < tail < 1.
    static func quantile(twoSidedTail tail: Double) -> Double {
        solveDecreasing(for: tail, twoSidedTail)
    }
}

/// The x > 0 at which a decreasing function has the given value, to 12 digits, by doubling and halving.
func solveDecreasing(for value: Double, _ function: (Double) -> Double) -> Double {
    var low = 0.0
    var high = 1.0
    while function(high) > value, high < 1e12 {
        low = high
        high *= 2
    }
    while high - low > 1e-12 * high {
        let middle = (low + high) / 2
        if function(middle) > value { low = middle } else { high = middle }
    }
    return (low + high) / 2
}
