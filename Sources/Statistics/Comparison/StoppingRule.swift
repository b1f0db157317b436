/// When to stop adding rounds: when every interval lies wholly inside or outside the margin. Each round is a look, and
/// the intervals hold at all of them, so that stopping by what they show costs nothing of their confidence.
public struct StoppingRule: Equatable, Sendable {
    /// The first look: rank intervals of fewer rounds are too coarse.
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
