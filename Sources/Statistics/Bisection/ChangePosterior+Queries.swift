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

}

extension ChangePosterior.Hypothesis {
    /// The levels just below and just above a gap in which the hypothesis has a change; nil where it has none.
    func levels(around gap: Gap) -> (below: Level, above: Level)? {
        guard let first, let second else { return nil }
        if first == gap { return (.left, first == second ? .right : .between) }
        return second == gap ? (.between, .right) : nil
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
