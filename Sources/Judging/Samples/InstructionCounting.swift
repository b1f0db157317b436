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
            counter: counter, spread: low > 0 ? (high - low) / low : 0,
            isExact: ExactMargin.instructions().areOne(low, high))
    }

    /// The share by which counts may differ and still be one.
    public static let tolerance = 0.00001
    /// Likewise in instructions.
    static let slack = 100.0

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

    /// What a benchmark says of its run where its numbers are the same in every run.
    private static let exactKey = "exact"

    /// Whether one run tells it, so that a second one tells nothing more. Of a clock that is never so.
    package func isExact(under conditions: [String: Parameters.Value]) -> Bool {
        if isInstructionCount { return InstructionCounting(conditions)?.isExact == true }
        return conditions[Self.exactKey] == .flag(true) && !MetricUnit(unit).isTime
    }

    package static let instructions = Metric(
        name: CommandMetric.instructions, parameters: Parameters(), unit: CommandMetric.instructions, better: .less)
}
