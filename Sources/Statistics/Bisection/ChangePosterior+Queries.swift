import Foundation

extension ChangePosterior {
    /// For each patch of the range, in order, the probability that it changed the level.
    var patchProbabilities: [Double] {
        zip(gaps, gapProbabilities).flatMap { gap, probability in
            (gap.low..<gap.high).map { probability * prior.share(Gap(low: $0, high: $0 + 1)) / prior.share(gap) }
        }
    }

    /// By how much the level changes in `gap`, should it change there.
    func effect(of gap: Gap) -> Moments? {
        var mixture = Mixture()
        for hypothesis in hypotheses {
            guard let (below, above) = hypothesis.levels(around: gap) else { continue }
            mixture.add(hypothesis.evidence.contrast(above, below), weight: hypothesis.probability)
        }
        return mixture.moments
    }

    /// The variance of one more sample about its level, expected over all hypotheses.
    var noise: Double {
        hypotheses.reduce(0) { $0 + $1.probability * $1.evidence.predict(.left).noise }
    }

    /// The probability that the level changes anywhere by at least `size`, up or down.
    func probabilityOfEffect(atLeast size: Double) -> Double {
        hypotheses.reduce(0) { sum, hypothesis in
            guard let first = hypothesis.first, let second = hypothesis.second else { return sum }
            let gaps = first == second ? [first] : [first, second]
            let largest = gaps.map { gap -> Double in
                let (below, above) = hypothesis.levels(around: gap)!
                return hypothesis.evidence.contrast(above, below).probability(ofAtLeast: size)
            }
            return sum + hypothesis.probability * largest.max()!
        }
    }

    /// What one more run of `stage` may show.
    func outlook(_ stage: Int, predictions: [[Prediction]]) -> Outlook {
        var outlook = Outlook()
        for (hypothesis, levels) in zip(hypotheses, predictions) {
            for (level, share) in hypothesis.levels(of: stage, prior: prior) {
                outlook.add(levels[level.rawValue], probability: share * hypothesis.probability)
            }
        }
        return outlook
    }

    /// By hypothesis, then by level's raw value.
    var predictions: [[Prediction]] {
        hypotheses.map { hypothesis in
            [
                hypothesis.evidence.predict(.left), hypothesis.evidence.predict(.right),
                hypothesis.evidence.predict(.between),
            ]
        }
    }
}

extension ChangePosterior.Hypothesis {
    /// The levels just below and just above a gap in which the hypothesis has a change; nil where it has none.
    func levels(around gap: Gap) -> (below: Level, above: Level)? {
        guard let first, let second else { return nil }
        if first == gap { return (.left, first == second ? .right : .between) }
        return second == gap ? (.between, .right) : nil
    }

    /// The levels that a stage, measured or not, may be at, with their probabilities.
    fileprivate func levels(of stage: Int, prior: ChangePrior) -> [(Level, Double)] {
        guard let first, let second else { return [(.left, 1)] }
        let (inFirst, inSecond) = (first.low < stage && stage < first.high, second.low < stage && stage < second.high)
        guard inFirst || inSecond else { return [(level(of: stage), 1)] }
        let gap = inFirst ? first : second
        let before = prior.share(Gap(low: gap.low, high: stage)) / prior.share(gap)
        if first == second { return [(.left, 1 - before), (.right, before)] }
        return inFirst ? [(.left, 1 - before), (.between, before)] : [(.between, 1 - before), (.right, before)]
    }
}

extension Moments {
    /// P(|X| >= size) for a Gaussian X.
    func probability(ofAtLeast size: Double) -> Double {
        guard variance > 0 else { return abs(mean) >= size ? 1 : 0 }
        let deviation = variance.squareRoot() * 2.0.squareRoot()
        return (erfc((size - mean) / deviation) + erfc((size + mean) / deviation)) / 2
    }
}

/// What one more run of a stage may show, over all hypotheses.
struct Outlook {
    private var means = Mixture()
    private var variance = 0.0
    private var noise = 0.0
    private var levelGain = 0.0

    mutating func add(_ prediction: Prediction, probability: Double) {
        means.add(Moments(mean: prediction.level.mean, variance: 0), weight: probability)
        variance += probability * prediction.level.variance
        noise += probability * prediction.noise
        levelGain += probability * log1p(prediction.level.variance / prediction.noise)
    }

    /// About how many nats the run tells: on which hypothesis holds (how far their predictions lie apart, against all
    /// that blurs them), and, at half the weight, on the levels, which later runs are read by.
    var gain: Double {
        let between = means.moments?.variance ?? 0
        return (log1p(between / (variance + noise)) + levelGain / 2) / 2
    }
}
