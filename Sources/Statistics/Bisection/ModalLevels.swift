import Foundation

/// Levels on a drifting machine that has modes, each an offset that all levels share: a change of the code moves every
/// mode alike, or changes how often each of them comes.
struct ModalLevels: Sendable {
    private var filters: [LevelFilter<8, SIMD8<Double>>]
    private var sequence: ModeSequence
    private let centres: [Double]

    /// - Parameter centres: Of the modes.
    init(_ prior: DriftingLevels.Prior, centres: [Double], offsetVariance: Double) {
        precondition(centres.count <= Modes.most, "one place of the state a mode")
        filters = DriftingLevels.driftVariances.map {
            LevelFilter(
                driftVariance: $0, levelVariance: prior.levelVariance, noiseVariance: prior.noiseVariance,
                offsetVariance: offsetVariance)
        }
        sequence = ModeSequence(modes: centres.count)
        self.centres = centres
    }

    mutating func observe(_ reading: DriftingLevels.Reading, level: Level, elapsed: Double) {
        for index in filters.indices {
            filters[index].observe(reading.value - centres[0], level: level, mode: reading.mode, elapsed: elapsed)
        }
        sequence.observe(reading.mode, level: level)
    }

    var logLikelihood: Double {
        logSum(sequence.sharedLogLikelihood, sequence.ownLogLikelihood) + levelsLogLikelihood
    }

    func predict(_ level: Level) -> Prediction {
        let next = sequence.next(level)
        let mode = centres.indices.max { next[$0] < next[$1] }!
        var mixture = Mixture()
        var (noise, total) = (0.0, 0.0)
        let largest = levelsLogLikelihood
        for filter in filters {
            let weight = exp(filter.logLikelihood - largest)
            mixture.add(filter.predict(level, mode: mode), weight: weight)
            noise += weight * filter.noiseVariance
            total += weight
        }
        let moments = mixture.moments!
        return Prediction(
            level: Moments(mean: centres[0] + moments.mean - centres[mode], variance: moments.variance),
            noise: noise / total, modes: next)
    }

    /// The same of a level that does not know of modes.
    func inModes(_ prediction: Prediction, _ level: Level) -> Prediction {
        var prediction = prediction
        let mean = prediction.level.mean
        prediction.level.mean -= centres.min { abs($0 - mean) < abs($1 - mean) }!
        prediction.modes = sequence.shares(of: level)
        return prediction
    }

    /// Adds what each filter makes of the difference, with the modes in common and with those of each level.
    func addContrast(_ upper: Level, _ lower: Level, to mixture: inout Mixture, largest: Double) {
        let own = sequence.contrast(upper, lower)
        for filter in filters {
            let share = filter.logLikelihood - largest
            mixture.add(filter.contrast(upper, lower), weight: exp(share + sequence.sharedLogLikelihood))
            mixture.add(
                filter.contrast(upper, lower, shares: own.shares, variances: own.variances),
                weight: exp(share + sequence.ownLogLikelihood))
        }
    }

    private var levelsLogLikelihood: Double {
        let largest = filters.reduce(-Double.infinity) { max($0, $1.logLikelihood) }
        return largest + log(filters.reduce(0) { $0 + exp($1.logLikelihood - largest) })
    }
}
