import Judging

/// What `run` gave; a part is nil where the plan has no command for it or the run was stopped before it.
public struct RunReport: Sendable {
    public var tests: TestReport?
    public var bench: BenchReport?

    public var wasInterrupted: Bool { tests?.wasInterrupted ?? false || bench?.wasInterrupted ?? false }

    /// The stages that were asked for.
    public var stages: [StageLabel] { bench?.stages ?? tests?.stages ?? [] }

    /// The stages that fell short; a stage that cannot be built has one problem in both parts.
    public var problems: [StageProblem] { bench?.problems ?? tests?.problems ?? [] }
}
