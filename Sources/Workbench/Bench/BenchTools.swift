import Machine

/// What the bench works with beside the plan.
public struct BenchTools: Sendable {
    /// The environment of the commands that the plan names.
    public var environment: [String: String]
    public var runner: any CommandRunning
    public var clock: any Timekeeper
    /// The tool itself, as a program that nodes can start.
    public var program: String
    /// Is told what runs while it runs; from any thread.
    public var announce: @Sendable (Event) -> Void

    public init(
        environment: [String: String] = [:], runner: any CommandRunning = CommandRunner(),
        clock: any Timekeeper = SystemClock(), program: String = "patchbench",
        announce: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.environment = environment
        self.runner = runner
        self.clock = clock
        self.program = program
        self.announce = announce
    }
}
