import Foundation

/// Levels in noise of one mode, for each drift variance of the grid; on one node, or on several.
struct SteadyLevels<let size: Int, State: SIMD & Sendable>: Sendable where State.Scalar == Double {
    private var filters: [5 of LevelFilter<size, State>]

    /// - Parameter offsetVariance: How far nodes may lie apart.
    init(_ prior: DriftingLevels.Prior, tails: Tails, offsetVariance: Double = 0) {
        filters = .init { index in
            LevelFilter(
                driftVariance: DriftingLevels.driftVariances[index], levelVariance: prior.levelVariance,
                noiseVariance: prior.noiseVariance, offsetVariance: offsetVariance, tails: tails)
        }
    }

    mutating func observe(_ value: Double, level: Level, elapsed: Double) {
        for index in filters.indices { filters[index].observe(value, level: level, elapsed: elapsed) }
    }

    mutating func observe(_ value: Double, level: Level, node: Int, of nodes: Int, elapsed: Double) {
        for index in filters.indices {
            filters[index].observe(value, level: level, node: node, of: nodes, elapsed: elapsed)
        }
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

    func addContrast(_ upper: Level, _ lower: Level, to mixture: inout Mixture, largest: Double) {
        for index in filters.indices {
            mixture.add(filters[index].contrast(upper, lower), weight: exp(filters[index].logLikelihood - largest))
        }
    }

    private var largestLogLikelihood: Double {
        var largest = -Double.infinity
        for index in filters.indices { largest = max(largest, filters[index].logLikelihood) }
        return largest
    }
}
