/// One comparison of a family: what changed between two stages on one metric.
public struct Effect: Equatable, Sendable {
    /// after / before, with the interval widened for all comparisons of the family.
    public let ratio: Estimate
    /// Adjusted by Holm's procedure for all comparisons of the family.
    public let pValue: Double
    public let verdict: Verdict
    /// Whether more rounds are of no use: the interval is wholly inside or wholly outside the margin.
    public let isSettled: Bool
    public let rounds: Int
}

/// One comparison asked for.
public struct Comparison: Equatable, Sendable {
    public let samples: PairedSamples
    public let better: Better

    public init(_ samples: PairedSamples, better: Better = .less) {
        self.samples = samples
        self.better = better
    }
}

/// Judges comparisons together: over all of them and over all looks from round 8 to round 200, the chance of any false
/// `faster` or `slower`, and of any interval that leaves out the truth, is at most 1 - `confidence`. `margin` is what
/// counts as no change, 0.01 for 1%. One effect a comparison, in order; a comparison without rounds is undecided.
public func judge(_ family: [Comparison], margin: Double = 0.01, confidence: Double = 0.95) -> [Effect] {
    let looks = family.map { RepeatedLooks($0.samples) }
    let pValues = zip(family, looks).map { $1.pValue(of: $0.samples) }
    let levels = Holm.levels(pValues, alpha: 1 - confidence)
    let adjusted = Holm.adjusted(pValues)
    return family.indices.map { index in
        let samples = family[index].samples
        let range = samples.equivalenceRange(margin: margin)
        let look = looks[index].look(at: samples, margin: range, confidence: 1 - levels[index])
        let estimate = look.estimate
        return Effect(
            ratio: estimate.mapped(samples.ratio),
            pValue: adjusted[index],
            verdict: Verdict(
                look: look, range: range, better: family[index].better,
                isSure: adjusted[index] <= (1 - confidence) * looks[index].smallEffectShare, rounds: samples.rounds),
            isSettled: estimate.interval.isInside(range) || estimate.interval.isOutside(range),
            rounds: samples.rounds)
    }
}
