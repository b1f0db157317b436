import Outputs

/// How the instructions of a run were counted, and how much a count of the same shakes.
///
/// It is kept among what the bench says of a run, so that whoever reads the samples again knows it.
public struct InstructionCounting: Sendable, Equatable {
    /// What counted: `perf` or `callgrind`.
    public var counter: String
    /// The range of three counts of one stage, as a share of the smallest.
    public var spread: Double
    /// Whether they are one, so that one count says it all.
    public var isExact: Bool

    public init(counter: String, spread: Double, isExact: Bool) {
        self.counter = counter
        self.spread = spread
        self.isExact = isExact
    }

    /// Of counts of the same.
    package init(counter: String, counts: [Double]) {
        let (low, high) = (counts.min() ?? 0, counts.max() ?? 0)
        self.init(
            counter: counter, spread: low > 0 ? (high - low) / low : 0, isExact: Self.areOne(low, high, Self.tolerance))
    }

    /// The share by which counts may differ and still be one.
    public static let tolerance = 0.00001
    /// Likewise in instructions: a shell writes its parent's number down, some 20 for each digit.
    static let slack = 100.0

    /// Whether two exact counts differ by no more than counts of the same do, or than a margin.
    package static func areOne(_ left: Double, _ right: Double, _ margin: Double) -> Bool {
        abs(left - right) <= max(slack, margin * min(left, right))
    }

    private static let counterKey = "instructions"
    private static let spreadKey = "instructions_spread"
    private static let exactKey = "instructions_exact"

    /// Nil where nothing was counted.
    public init?(_ conditions: [String: Parameters.Value]) {
        guard case .text(let counter) = conditions[Self.counterKey], let spread = conditions[Self.spreadKey]?.number,
            case .flag(let isExact) = conditions[Self.exactKey]
        else { return nil }
        self.init(counter: counter, spread: spread, isExact: isExact)
    }

    package var conditions: [String: Parameters.Value] {
        [Self.counterKey: .text(counter), Self.spreadKey: .number(spread), Self.exactKey: .flag(isExact)]
    }

    /// Conditions without what is said of counting.
    public static func without(_ conditions: [String: Parameters.Value]) -> [String: Parameters.Value] {
        InstructionCounting(conditions) == nil
            ? conditions : conditions.filter { ![counterKey, spreadKey, exactKey].contains($0.key) }
    }
}

extension Metric {
    /// Whether it is the tool's own count of instructions.
    public var isInstructionCount: Bool { name == CommandMetric.instructions && unit == CommandMetric.instructions }

    package static let instructions = Metric(
        name: CommandMetric.instructions, parameters: Parameters(), unit: CommandMetric.instructions, better: .less)
}
