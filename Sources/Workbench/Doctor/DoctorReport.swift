import Judging
import Machine

/// What was found about the machine.
public struct DoctorReport: Sendable {
    public var host: HostInfo
    public var checks: [MachineCheck]
    /// Nil where it was left out, or could not be.
    public var selfComparison: SelfComparison?
    /// The bench outside of the sandbox, and inside; nil where the plan has none.
    public var sandboxComparison: SelfComparison?
    public var pinned: CPUSet?
    public var caveats: [Caveat] = []
    /// Why the plan's bench could not be measured.
    public var problems: [StageProblem] = []
    public var wasInterrupted = false

    public var hasFalseVerdict: Bool { selfComparison?.metrics.contains(where: \.isFalse) ?? false }

    /// Whether verdicts would be false here, or there would be none.
    public var isWrong: Bool { hasFalseVerdict || checks.contains { $0.state == .wrong } }
}
