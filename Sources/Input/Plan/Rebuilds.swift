/// How many builds of each stage are measured, so that where code comes to lie is no part of the answer.
public enum Rebuilds: Sendable, Equatable {
    /// From 1 to 99; rounds go through them in turn.
    case times(Int)
    /// A build a round, as many as the verdicts take.
    case eachRound

    /// A number, or `auto`.
    public init?(_ text: String) {
        if text == "auto" {
            self = .eachRound
        } else if let count = Int(text), (1...99).contains(count) {
            self = .times(count)
        } else {
            return nil
        }
    }
}
