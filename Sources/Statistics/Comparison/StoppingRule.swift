/// When to stop adding rounds. Stopping as soon as something is significant gives a false alarm in every third A/A run
/// (peeking); stopping when every interval is wholly inside or outside the margin does not, because an interval that is
/// moved by luck is settled as little as one that is not.
public struct StoppingRule: Equatable, Sendable {
    /// Rank intervals of fewer rounds are too coarse to be looked at again and again.
    public static let minimumRounds = 8

    /// No rounds beyond this.
    public let maximumRounds: Int

    public init(maximumRounds: Int) {
        self.maximumRounds = maximumRounds
    }

    /// The indices of the effects that more rounds could still settle; empty means stop.
    public func unsettled(_ effects: [Effect]) -> [Int] {
        effects.indices.filter { index in
            let effect = effects[index]
            guard effect.rounds < maximumRounds else { return false }
            return effect.rounds < Self.minimumRounds || !effect.isSettled
        }
    }
}
