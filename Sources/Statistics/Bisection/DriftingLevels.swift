import Foundation

/// Evidence from measurements: levels in noise on a drift whose speed is not known; equal prior weight on a grid of
/// drift variances a run (as multiples of the noise variance), 0 among them. Where the values show modes, the machine
/// runs on one level or on several; both are weighed alike before anything is measured.
struct DriftingLevels: Evidence {
    /// A value, the mode that it lies in, and the node that gave it; 0 where there is one.
    struct Reading: Equatable, Sendable {
        var value: Double
        var mode = 0
        var node = 0
    }

    /// What levels and noise may be before anything is measured.
    struct Prior: Equatable, Sendable {
        /// How far levels may lie from `origin`.
        var levelVariance: Double
        var noiseVariance = 1.0
    }

    private var steady: SteadyLevels<4, SIMD4<Double>>
    /// The same with lighter tails, where values lie on few ticks; empty elsewhere.
    private var light: [SteadyLevels<4, SIMD4<Double>>] = []
    private var modal: ModalLevels?
    /// In place of all others, where several nodes measure.
    private var shared: SharedLevels?

    static let driftVariances = [0, 0.003, 0.01, 0.03, 0.1]

    init(_ prior: Prior, isCoarse: Bool = false) {
        steady = SteadyLevels(prior, tails: .heavy)
        if isCoarse { light = [SteadyLevels(prior, tails: .light)] }
    }

    /// With a further model, of several modes.
    init(_ prior: Prior, isCoarse: Bool, modes centres: [Double], ofModes modal: Prior, offsetVariance: Double) {
        self.init(prior, isCoarse: isCoarse)
        self.modal = ModalLevels(modal, centres: centres, offsetVariance: offsetVariance)
    }

    /// On several nodes.
    init(_ prior: Prior, isCoarse: Bool, nodes: Int, offsetVariance: Double) {
        self.init(prior)
        shared = SharedLevels(prior, isCoarse: isCoarse, nodes: nodes, offsetVariance: offsetVariance)
    }

    mutating func observe(_ reading: Reading, level: Level, elapsed: Double) {
        guard shared == nil else { return shared!.observe(reading, level: level, elapsed: elapsed) }
        steady.observe(reading.value, level: level, elapsed: elapsed)
        for index in light.indices { light[index].observe(reading.value, level: level, elapsed: elapsed) }
        modal?.observe(reading, level: level, elapsed: elapsed)
    }

    var logLikelihood: Double {
        if let shared { return shared.logLikelihood }
        var sum = steady.logLikelihood
        for other in light { sum = logSum(sum, other.logLikelihood) }
        return modal.map { logSum(sum, $0.logLikelihood) } ?? sum
    }

    /// The likeliest model's; which mode it will be, as all models have it.
    func predict(_ level: Level) -> Prediction {
        if let shared { return shared.predict(level) }
        let likely = light.first.map { $0.logLikelihood > steady.logLikelihood ? $0 : steady } ?? steady
        guard let modal else { return likely.predict(level) }
        let share = 1 / (1 + exp(likely.logLikelihood - modal.logLikelihood))
        let (one, several) = (modal.inModes(likely.predict(level), level), modal.predict(level))
        var prediction = share > 0.5 ? several : one
        prediction.modes = share * several.modes + (1 - share) * one.modes
        return prediction
    }

    func contrast(_ upper: Level, _ lower: Level) -> Moments {
        if let shared { return shared.contrast(upper, lower) }
        var mixture = Mixture()
        let largest = logLikelihood
        steady.addContrast(upper, lower, to: &mixture, largest: largest)
        for other in light { other.addContrast(upper, lower, to: &mixture, largest: largest) }
        modal?.addContrast(upper, lower, to: &mixture, largest: largest)
        return mixture.moments!
    }
}

/// ln(e^a + e^b).
func logSum(_ a: Double, _ b: Double) -> Double {
    max(a, b) + log1p(exp(-abs(a - b)))
}
