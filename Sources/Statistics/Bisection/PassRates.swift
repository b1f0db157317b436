import Foundation

/// Evidence from a test that passes or fails, firm or flaky: each level has its own rate of failure, unknown, with
/// Jeffreys' prior Beta(1/2, 1/2). Rates do not drift.
struct PassRates: Evidence {
    private var failures: [3 of Double] = [0, 0, 0]
    private var passes: [3 of Double] = [0, 0, 0]
    private(set) var logLikelihood = 0.0

    private static let prior = 0.5

    mutating func observe(_ failed: Bool, level: Level, elapsed: Double) {
        let rate = mean(level)
        logLikelihood += log(failed ? rate : 1 - rate)
        if failed { failures[level.rawValue] += 1 } else { passes[level.rawValue] += 1 }
    }

    func predict(_ level: Level) -> Prediction {
        let rate = mean(level)
        let noise = rate * (1 - rate)
        return Prediction(level: Moments(mean: rate, variance: noise / (count(level) + 1)), noise: noise)
    }

    func contrast(_ upper: Level, _ lower: Level) -> Moments {
        let (high, low) = (predict(upper).level, predict(lower).level)
        return Moments(mean: high.mean - low.mean, variance: high.variance + low.variance)
    }

    private func mean(_ level: Level) -> Double {
        (failures[level.rawValue] + Self.prior) / count(level)
    }

    /// Samples and the prior's two halves.
    private func count(_ level: Level) -> Double {
        failures[level.rawValue] + passes[level.rawValue] + 2 * Self.prior
    }
}
