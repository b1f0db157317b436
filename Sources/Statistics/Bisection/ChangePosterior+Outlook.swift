import Foundation

/// What one more run of a stage may show, over all hypotheses.
struct Outlook {
    private var means = Mixture()
    private var variance = 0.0
    private var noise = 0.0
    private var levelGain = 0.0
    private var modes = SIMD8<Double>.zero
    /// Of the modes where the hypothesis is known.
    private var entropy = 0.0

    mutating func add(_ prediction: Prediction, probability: Double) {
        modes += probability * prediction.modes
        entropy += probability * Self.entropy(prediction.modes)
        means.add(Moments(mean: prediction.level.mean, variance: 0), weight: probability)
        variance += probability * prediction.level.variance
        noise += probability * prediction.noise
        levelGain += probability * log1p(prediction.level.variance / prediction.noise)
    }

    mutating func add(_ other: Outlook, weight: Double) {
        means.add(other.means, weight: weight)
        variance += weight * other.variance
        noise += weight * other.noise
        levelGain += weight * other.levelGain
        modes += weight * other.modes
        entropy += weight * other.entropy
    }

    /// About how many nats the run tells: on which hypothesis holds (how far their predictions lie apart, against all
    /// that blurs them, and in which modes), and, at a lower weight, on the levels, by which later runs are read.
    var gain: Double {
        let between = means.moments?.variance ?? 0
        let told = Self.entropy(modes) - entropy
        return (log1p(between / (variance + noise)) + 0.3 * levelGain) / 2 + max(0, told)
    }

    private static func entropy(_ shares: SIMD8<Double>) -> Double {
        shares.indices.reduce(0) { shares[$1] > 0 ? $0 - shares[$1] * log(shares[$1]) : $0 }
    }
}

extension ChangePosterior {
    /// Calls `body` with every stage of the range and the gain of one more run of it.
    /// O(hypotheses times gaps + stages): within a gap only the hypotheses that have a change in it differ from stage
    /// to stage, and those by the share of the gap's weights that lies below the stage.
    func forEachGain(_ body: (_ stage: Int, _ gain: Double) -> Void) {
        let predictions = hypotheses.map { LevelPredictions($0.evidence) }
        for mark in marks {
            var outlook = Outlook()
            for (hypothesis, levels) in zip(hypotheses, predictions) {
                outlook.add(levels[hypothesis.level(of: mark)], probability: hypothesis.probability)
            }
            body(mark, outlook.gain)
        }
        for gap in gaps where gap.low + 1 < gap.high {
            var (fixed, below, above) = (Outlook(), Outlook(), Outlook())
            for (hypothesis, levels) in zip(hypotheses, predictions) {
                if let (lower, upper) = hypothesis.levels(around: gap) {
                    below.add(levels[lower], probability: hypothesis.probability)
                    above.add(levels[upper], probability: hypothesis.probability)
                } else {
                    fixed.add(levels[hypothesis.level(of: gap.low)], probability: hypothesis.probability)
                }
            }
            for stage in (gap.low + 1)..<gap.high {
                let changed = prior.share(Gap(low: gap.low, high: stage)) / prior.share(gap)
                var outlook = fixed
                outlook.add(below, weight: 1 - changed)
                outlook.add(above, weight: changed)
                body(stage, outlook.gain)
            }
        }
    }
}

/// What a hypothesis foretells of each level.
struct LevelPredictions {
    private let left: Prediction
    private let right: Prediction
    private let between: Prediction

    init(_ evidence: some Evidence) {
        left = evidence.predict(.left)
        right = evidence.predict(.right)
        between = evidence.predict(.between)
    }

    subscript(level: Level) -> Prediction {
        switch level {
        case .left: left
        case .right: right
        case .between: between
        }
    }
}
