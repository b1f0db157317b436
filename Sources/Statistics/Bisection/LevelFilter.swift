import Foundation

/// A Kalman filter for y = drift + level + offset(mode) + noise with one drift variance and one assignment of stages to
/// levels: up to three unknown levels, noise of unknown variance and heavy tails, drift a random walk; the modes of the
/// machine, of which the first has no offset, are given. All in units of the noise. `size` is 4, or more by the modes
/// after the first, or by the nodes after the first, of which each has a drift of its own that begins anywhere.
///
/// Each sample is judged by its predictive density, Student's t, so that a hypothesis is worth the product of what it
/// foretold (Dawid's prequential principle), and weighted by how far off it lies, as in iteratively reweighted least
/// squares (Meinhold and Singpurwalla 1989). A few dozen multiplications a sample.
struct LevelFilter<let size: Int, State: SIMD & Sendable>: Sendable where State.Scalar == Double {
    /// [drift, left level, right level, level between two changes, offset of mode 1, …, or drift of node 1, …].
    private var state = State.zero
    /// The columns of the state's covariance, as multiples of the noise variance; symmetric.
    private var covariance: [size of State]
    private var squares: Double
    private var count = Self.priorWeight
    private(set) var logLikelihood = 0.0
    private let driftVariance: Double
    private let tails: Tails

    /// The prior of the noise variance is worth so many samples.
    private static var priorWeight: Double { 4 }
    /// Squared residuals count up to this many noise variances (Huber's proposal 2); `clippedMean` is the mean of a
    /// clipped Gaussian square, so that the variance is that of Gaussian samples.
    private static var clip: Double { 6 }
    private static var clippedMean: Double { 0.9742 }

    /// `driftVariance` is in noise variances a run; the others are in the units of the samples.
    init(
        driftVariance: Double, levelVariance: Double, noiseVariance: Double = 1, offsetVariance: Double = 0,
        tails: Tails = .heavy
    ) {
        precondition(State.scalarCount == size, "one place of the state a column")
        self.driftVariance = driftVariance
        self.tails = tails
        squares = Self.priorWeight * noiseVariance
        covariance = .init { column in
            var entries = State.zero
            entries[column] = (column == 0 ? 0 : column < 4 ? levelVariance : offsetVariance) / noiseVariance
            return entries
        }
    }

    /// The noise variance expected now.
    var noiseVariance: Double { squares / count }

    /// Takes a sample of a stage at `level` in `mode`, `elapsed` runs after the last.
    mutating func observe(_ value: Double, level: Level, mode: Int = 0, elapsed: Double) {
        covariance[0][0] += driftVariance * elapsed
        var direction = covariance[0] + covariance[level.index]
        var expected = state[0] + state[level.index]
        if mode > 0 {
            direction += covariance[3 + mode]
            expected += state[3 + mode]
        }
        let unknown = direction[0] + direction[level.index] + (mode > 0 ? direction[3 + mode] : 0)
        take(value - expected, direction, unknown)
    }

    /// Takes a sample that one of several nodes gave, `elapsed` runs of any after the last.
    mutating func observe(_ value: Double, level: Level, node: Int, of nodes: Int, elapsed: Double) {
        let drifts = (0..<nodes).map { $0 == 0 ? 0 : 3 + $0 }
        for drift in drifts { covariance[drift][drift] += driftVariance * elapsed / Double(nodes) }
        let drift = drifts[node]
        let direction = covariance[drift] + covariance[level.index]
        take(
            value - state[drift] - state[level.index], direction, direction[drift] + direction[level.index])
    }

    /// - Parameters:
    ///   - error: The value less what was expected.
    ///   - direction: The covariance of the state and the value.
    ///   - unknown: The value's variance, the noise not included.
    private mutating func take(_ error: Double, _ direction: State, _ unknown: Double) {
        let noise = noiseVariance
        let squared = error * error / (noise * (unknown + 1))
        let weight = tails.efficiency * (tails.degrees + 1) / (tails.degrees + squared)
        let gain = direction / (unknown + 1 / weight)
        state += gain * error
        for column in 0..<size { covariance[column] -= gain * direction[column] }
        squares += noise * min(squared, Self.clip) / Self.clippedMean
        count += 1
        logLikelihood -= log(noise * (unknown + 1)) / 2
        logLikelihood -= (tails.degrees + 1) / 2 * log1p(squared / tails.degrees) - tails.logPeak
    }

    /// A level with the drift of now, in mode 0: its mean, and the variance of what is not known of it (the noise not
    /// included).
    func predict(_ level: Level) -> Moments {
        let index = level.index
        let variance = covariance[0][0] + 2 * covariance[0][index] + covariance[index][index]
        return Moments(mean: state[0] + state[index], variance: noiseVariance * max(0, variance))
    }

    /// The same in a mode.
    func predict(_ level: Level, mode: Int) -> Moments {
        guard mode > 0 else { return predict(level) }
        var weights = State.zero
        for index in [0, level.index, 3 + mode] { weights[index] = 1 }
        return moments(weights)
    }

    /// How much `upper` lies above `lower`. Drift falls out.
    func contrast(_ upper: Level, _ lower: Level) -> Moments {
        var weights = State.zero
        weights[upper.index] += 1
        weights[lower.index] -= 1
        return moments(weights)
    }

    /// How much more the runs of `upper` take than those of `lower`, each level with its own shares of the modes;
    /// `variances` are those of the difference of the shares.
    func contrast(_ upper: Level, _ lower: Level, shares: [Double], variances: [Double]) -> Moments {
        var weights = State.zero
        weights[upper.index] += 1
        weights[lower.index] -= 1
        var ofShares = 0.0
        for (mode, share) in shares.enumerated().dropFirst() {
            weights[3 + mode] = share
            ofShares += variances[mode] * state[3 + mode] * state[3 + mode]
        }
        let moments = moments(weights)
        return Moments(mean: moments.mean, variance: moments.variance + ofShares)
    }

    /// Of a weighted sum of the state.
    private func moments(_ weights: State) -> Moments {
        var product = State.zero
        for column in 0..<size where weights[column] != 0 { product += weights[column] * covariance[column] }
        return Moments(mean: (weights * state).sum(), variance: noiseVariance * max(0, (weights * product).sum()))
    }
}

/// How far off samples may lie: Student's t with so many degrees of freedom.
struct Tails: Sendable {
    let degrees: Double
    /// Makes the weights (nu + 1) / (nu + z^2) of Gaussian samples carry the information that such a weighted mean has:
    /// (E psi')^2 / (E psi^2 E w) with psi = w z.
    let efficiency: Double
    /// The logarithm of the density in the middle, less that of `heavy`.
    let logPeak: Double

    static let heavy = Tails(degrees: 4, efficiency: 0.879, logPeak: 0)
    /// Nearly Gaussian: for values on few ticks, which have no tails.
    static let light = Tails(degrees: 30, efficiency: 0.993, logPeak: 0.0536)
}
