/// `2%`, or `2`.
public struct Percentage: Sendable, Equatable {
    /// 0.02 for 2%.
    public let share: Double

    public init?(_ text: String) {
        guard let parts = text.wholeMatch(of: /(\d+(?:\.\d+)?)\s*%?/), let value = Double(parts.1) else { return nil }
        share = value / 100
    }
}
