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

    /// A change, as a difference of logarithms, that is told with the given power in `rounds` rounds, when `comparisons` are
    /// judged together. nil below two rounds.
    ///
    /// A change is told where its interval lies wholly outside the margin, or leaves out 0 at a tenth of the error rate: the
    /// easier of the two. The estimate must lie beyond the interval's half width, and does so with the power where the
    /// change is larger by that quantile of the estimate's own spread.
    public func told(
        inRounds rounds: Int, comparisons: Int = 1, margin: Double = 0.01, confidence: Double = 0.95,
        power: Double = 0.8
    ) -> Double? {
        guard rounds > 1 else { return nil }
        let error = deviation / Double(rounds).squareRoot()
        func halfWidth(_ tail: Double) -> Double {
            error
                * StudentT.quantile(
                    twoSidedTail: tail / Double(max(1, comparisons)), degreesOfFreedom: Double(rounds - 1))
        }
        let nearest = min(
            log1p(margin) + halfWidth(1 - confidence), halfWidth((1 - confidence) * smallEffectShare))
        return nearest + error * Normal.quantile(twoSidedTail: 2 * (1 - power))
    }
}
