import Foundation

/// Levels in noise on several nodes, each as fast as it is and with a drift of its own: what a change of the code does
/// is the same on all.
struct SharedLevels: Sendable {
    /// More nodes than that a search has no use for: one place of the state each, after the three levels.
    static let most = 13

    /// With heavy tails, and, where values lie on few ticks, with lighter ones.
    private var levels: [SteadyLevels<16, SIMD16<Double>>]
    private let nodes: Int

    init(_ prior: DriftingLevels.Prior, isCoarse: Bool, nodes: Int, offsetVariance: Double) {
        precondition(nodes <= Self.most, "one place of the state a node")
        self.nodes = nodes
        levels = (isCoarse ? [.heavy, .light] : [.heavy]).map {
            SteadyLevels(prior, tails: $0, offsetVariance: offsetVariance)
        }
    }

    mutating func observe(_ reading: DriftingLevels.Reading, level: Level, elapsed: Double) {
        for index in levels.indices {
            levels[index].observe(reading.value, level: level, node: reading.node, of: nodes, elapsed: elapsed)
        }
    }

    var logLikelihood: Double {
        levels.dropFirst().reduce(levels[0].logLikelihood) { logSum($0, $1.logLikelihood) }
    }

    /// On the first node.
    func predict(_ level: Level) -> Prediction {
        levels.max { $0.logLikelihood < $1.logLikelihood }!.predict(level)
    }

    func contrast(_ upper: Level, _ lower: Level) -> Moments {
        var mixture = Mixture()
        let largest = logLikelihood
        for level in levels { level.addContrast(upper, lower, to: &mixture, largest: largest) }
        return mixture.moments!
    }
}
