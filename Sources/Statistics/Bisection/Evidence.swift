/// What one hypothesis makes of the samples: which level each was of is given, all else is learnt.
protocol Evidence: Sendable {
    associatedtype Value: Sendable

    /// Takes a sample of a stage at `level`, `elapsed` runs after the last.
    mutating func observe(_ value: Value, level: Level, elapsed: Double)

    /// The log of the probability of all samples so far, up to a constant that is the same for all hypotheses.
    var logLikelihood: Double { get }

    /// What the next sample of a level may be.
    func predict(_ level: Level) -> Prediction

    /// How much `upper` lies above `lower`.
    func contrast(_ upper: Level, _ lower: Level) -> Moments
}

/// The level that a hypothesis puts a stage at.
enum Level: Int, Sendable {
    /// Before every change.
    case left
    /// After every change.
    case right
    /// Between two changes.
    case between

    /// Its place in a filter's state, where 0 is the drift.
    var index: Int { rawValue + 1 }
}

struct Moments: Equatable, Sendable {
    var mean: Double
    var variance: Double
}

/// The mean of the next sample, how far that is not known, and the variance of the noise on top. Where the machine has
/// modes, the mean is that beyond the middle of the mode that comes next most likely.
struct Prediction: Equatable, Sendable {
    var level: Moments
    var noise: Double
    /// How likely the sample lies in each of the machine's modes; nothing where it has one.
    var modes = SIMD8<Double>.zero
}

/// Moments of a mixture, gathered part by part; the weights need not sum to 1.
struct Mixture {
    private var weight = 0.0
    private var first = 0.0
    private var second = 0.0

    mutating func add(_ part: Moments, weight share: Double) {
        weight += share
        first += share * part.mean
        second += share * (part.variance + part.mean * part.mean)
    }

    mutating func add(_ other: Mixture, weight share: Double) {
        weight += share * other.weight
        first += share * other.first
        second += share * other.second
    }

    /// nil where nothing of any weight was added.
    var moments: Moments? {
        guard weight > 0 else { return nil }
        let mean = first / weight
        return Moments(mean: mean, variance: max(0, second / weight - mean * mean))
    }
}
