/// What runs commands: the live form is `CommandRunner`.
public protocol CommandRunning: Sendable {
    /// Runs `command` to its end and says what that took.
    /// - Throws: Where it could not be started.
    func measure(_ command: ShellCommand) async throws(MachineError) -> MeasuredOutcome
}

extension CommandRunning {
    /// Runs `command` to its end.
    /// - Throws: Where it could not be started.
    package func run(_ command: ShellCommand) async throws(MachineError) -> CommandOutcome {
        try await measure(command).outcome
    }
}
