/// Which way a metric is better.
public enum Better: String, Sendable {
    case less
    case more
}

/// What the samples say of a change.
public enum Verdict: Equatable, Sendable {
    case faster
    case slower
    /// Within the margin, by its whole interval.
    case unchanged
    /// Cannot be told yet; with about so many rounds in all, if the estimate stands.
    case undecided(rounds: Int)

    /// Wholly inside the margin's `range` is no change (equivalence by an interval: Schuirmann's two one-sided tests,
    /// at the interval's two-sided level and so a little stricter). Wholly outside is a change; so is one that may be
    /// smaller than the margin but is `isSure` not to be 0.
    init(look: RepeatedLooks.Look, range: ClosedRange<Double>, better: Better, isSure: Bool, rounds: Int) {
        let interval = look.estimate.interval
        if interval.isInside(range) {
            self = .unchanged
        } else if interval.isOutside(isSure ? 0...0 : range) {
            self = (interval.high < 0) == (better == .less) ? .faster : .slower
        } else {
            self = .undecided(rounds: Self.roundsNeeded(look, range: range, rounds: rounds))
        }
    }

    /// An interval narrows with the root of the rounds; enough is what takes it off 0 or inside the range, whichever is
    /// sooner.
    private static func roundsNeeded(
        _ look: RepeatedLooks.Look, range: ClosedRange<Double>, rounds: Int
    ) -> Int {
        let distance = abs(look.estimate.value)
        let halfWidth = (look.estimate.interval.high - look.estimate.interval.low) / 2
        let factors = [(halfWidth, distance), (look.equivalenceHalfWidth, range.upperBound - distance)].compactMap {
            $0.isFinite && $1 > 0 ? $0 / $1 : nil
        }
        guard let factor = factors.min() else { return max(StoppingRule.minimumRounds, 2 * rounds) }
        return max(rounds + 1, Int((min(factor * factor, 1e6) * Double(rounds)).rounded(.up)))
    }
}
