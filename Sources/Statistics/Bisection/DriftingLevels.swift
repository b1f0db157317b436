import Foundation

/// Evidence from measurements: levels in noise on a drift whose speed is not known; equal prior weight on a grid of
/// drift variances a run (as multiples of the noise variance), 0 among them.
struct DriftingLevels: Evidence {
    private var filters: [5 of LevelFilter]

    private static let driftVariances = [0, 0.003, 0.01, 0.03, 0.1]

    /// `levelVariance`: how far levels may lie from 0 before anything is measured, as a multiple of the noise variance.
    init(levelVariance: Double) {
        filters = .init { LevelFilter(driftVariance: Self.driftVariances[$0], levelVariance: levelVariance) }
    }

    mutating func observe(_ value: Double, level: Level, elapsed: Double) {
        for index in filters.indices { filters[index].observe(value, level: level, elapsed: elapsed) }
    }

    var logLikelihood: Double {
        let largest = largestLogLikelihood
        var sum = 0.0
        for index in filters.indices { sum += exp(filters[index].logLikelihood - largest) }
        return largest + log(sum)
    }

    func predict(_ level: Level) -> Prediction {
        var mixture = Mixture()
        var (noise, total) = (0.0, 0.0)
        let largest = largestLogLikelihood
        for index in filters.indices {
            let weight = exp(filters[index].logLikelihood - largest)
            mixture.add(filters[index].predict(level), weight: weight)
            noise += weight * filters[index].noiseVariance
            total += weight
        }
        return Prediction(level: mixture.moments!, noise: noise / total)
    }

    func contrast(_ upper: Level, _ lower: Level) -> Moments {
        var mixture = Mixture()
        let largest = largestLogLikelihood
        for index in filters.indices {
            mixture.add(filters[index].contrast(upper, lower), weight: exp(filters[index].logLikelihood - largest))
        }
        return mixture.moments!
    }

    private var largestLogLikelihood: Double {
        var largest = -Double.infinity
        for index in filters.indices { largest = max(largest, filters[index].logLikelihood) }
        return largest
    }
}
