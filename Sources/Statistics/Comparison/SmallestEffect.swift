import Foundation

/// The smallest change that so many rounds tell, judged by what rounds of two stages that are the same gave.
public struct SmallestEffect: Sendable {
    /// The standard deviation of one round's difference, of which the interval's width tells.
    public let deviation: Double

    init(deviation: Double) { self.deviation = deviation }

    /// Nil for less than three differences: they do not say how they vary.
    ///
    /// The interval's half width is t x deviation / sqrt(n), with Student's t at the confidence that the interval has.
    public init?(_ differences: [Double]) {
        guard differences.count > 2, let interval = estimateCentre(differences)?.interval else { return nil }
        let quantile = StudentT.quantile(
            twoSidedTail: 1 - interval.confidence, degreesOfFreedom: Double(differences.count - 1))
        deviation = (interval.high - interval.low) / 2 / quantile * Double(differences.count).squareRoot()
    }

    /// A change, as a difference of logarithms, that is told with the given power in `rounds` rounds, when
    /// `comparisons` are judged together. nil below two rounds.
    ///
    /// A change is told where its interval lies wholly outside the margin, or leaves out 0 at the share of the error
    /// rate that a small change must be shown at: the easier of the two, at the level of one look of many. So the
    /// estimate must lie beyond the interval's half width, t standard errors; it does with the power where the change
    /// is larger by that quantile of what is left to chance: the estimate, and the deviations of both runs, each known
    /// to one part in sqrt(2 (n - 1)) (Student's t off its centre, Abramowitz and Stegun 26.7.10).
    public func told(
        inRounds rounds: Int, comparisons: Int = 1, margin: Double = 0.01, confidence: Double = 0.95,
        power: Double = 0.8
    ) -> Double? {
        guard rounds > 1 else { return nil }
        let error = deviation / Double(rounds).squareRoot()
        let freedom = Double(rounds - 1)
        let quantile = Normal.quantile(twoSidedTail: 2 * (1 - power))
        let looks = RepeatedLooks(rounds: rounds)
        func beyond(_ range: Double, _ tail: Double) -> Double {
            let level = looks.level(tail / Double(max(1, comparisons)))
            let t = StudentT.quantile(twoSidedTail: level, degreesOfFreedom: freedom)
            return range + error * (t + quantile * (1 + t * t / freedom).squareRoot())
        }
        return min(beyond(log1p(margin), 1 - confidence), beyond(0, (1 - confidence) * looks.smallEffectShare))
    }
}
