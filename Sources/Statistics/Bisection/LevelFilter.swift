import Foundation

/// A Kalman filter for y = drift + level + noise with one drift variance and one assignment of stages to levels: up to
/// three unknown levels, noise of unknown variance and heavy tails, drift a random walk. All in units of the noise.
///
/// Each sample is judged by its predictive density, Student's t with 4 degrees of freedom, so that a hypothesis is
/// worth the product of what it foretold (Dawid's prequential principle), and weighted by how far off it lies, as in
/// iteratively reweighted least squares (Meinhold and Singpurwalla 1989). A few dozen multiplications a sample.
struct LevelFilter: Sendable {
    /// [drift, left level, right level, level between two changes].
    private var state: SIMD4<Double>
    /// The columns of the state's covariance, as multiples of the noise variance; symmetric.
    private var covariance: [4 of SIMD4<Double>]
    private var squares = LevelFilter.priorWeight
    private var count = LevelFilter.priorWeight
    private(set) var logLikelihood = 0.0
    private let driftVariance: Double

    /// The prior of the noise variance, 1, is worth so many samples.
    private static let priorWeight = 4.0
    private static let tailDegrees = 4.0
    /// Makes the weights (nu + 1) / (nu + z^2) of Gaussian samples carry the information that such a weighted mean has:
    /// (E psi')^2 / (E psi^2 E w) with psi = w z.
    private static let efficiency = 0.879
    /// Squared residuals count up to this many noise variances (Huber's proposal 2); `clippedMean` is the mean of a
    /// clipped Gaussian square, so that the variance is that of Gaussian samples.
    private static let clip = 6.0
    private static let clippedMean = 0.9742

    init(driftVariance: Double, levelVariance: Double) {
        self.driftVariance = driftVariance
        state = .zero
        covariance = [
            .zero, SIMD4(0, levelVariance, 0, 0), SIMD4(0, 0, levelVariance, 0), SIMD4(0, 0, 0, levelVariance),
        ]
    }

    /// The noise variance expected now.
    var noiseVariance: Double { squares / count }

    /// Takes a sample of a stage at `level`, `elapsed` runs after the last.
    mutating func observe(_ value: Double, level: Level, elapsed: Double) {
        covariance[0][0] += driftVariance * elapsed
        let direction = covariance[0] + covariance[level.index]
        let unknown = direction[0] + direction[level.index]
        let error = value - state[0] - state[level.index]
        let noise = noiseVariance
        let squared = error * error / (noise * (unknown + 1))
        let weight = Self.efficiency * (Self.tailDegrees + 1) / (Self.tailDegrees + squared)
        let gain = direction / (unknown + 1 / weight)
        state += gain * error
        for column in 0..<4 { covariance[column] -= gain * direction[column] }
        squares += noise * min(squared, Self.clip) / Self.clippedMean
        count += 1
        logLikelihood -= log(noise * (unknown + 1)) / 2
        logLikelihood -= (Self.tailDegrees + 1) / 2 * log1p(squared / Self.tailDegrees)
    }

    /// A level with the drift of now: its mean, and the variance of what is not known of it (the noise not included).
    func predict(_ level: Level) -> Moments {
        let index = level.index
        let variance = covariance[0][0] + 2 * covariance[0][index] + covariance[index][index]
        return Moments(mean: state[0] + state[index], variance: noiseVariance * max(0, variance))
    }

    /// How much `upper` lies above `lower`. Drift falls out.
    func contrast(_ upper: Level, _ lower: Level) -> Moments {
        let (high, low) = (upper.index, lower.index)
        let variance = covariance[high][high] - 2 * covariance[high][low] + covariance[low][low]
        return Moments(mean: state[high] - state[low], variance: noiseVariance * max(0, variance))
    }
}
