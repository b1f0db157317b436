import Foundation

/// Runs commands in a sandbox, or with limits, by starting them behind other programs.
public struct ConfinedRunner: CommandRunning {
    let runner: any CommandRunning
    let sandbox: Sandbox?
    let limits: Limits
    /// Finds a program in the folders of a `PATH`.
    var find: @Sendable (_ program: String, _ path: String) -> String? = Self.find

    /// Of every process of a command; nil: as this process has it.
    package struct Limits: Sendable, Equatable {
        /// Of its address space, in bytes (RLIMIT_AS).
        package var memory: Int?
        /// How many there may be in a sandbox (RLIMIT_NPROC, which binds nobody who is root).
        package var processes: Int?

        package init(memory: Int? = nil, processes: Int? = nil) {
            (self.memory, self.processes) = (memory, processes)
        }
    }

    /// - Returns: The runner itself, where nothing confines it.
    package static func confine(
        _ runner: any CommandRunning, _ sandbox: Sandbox?, _ limits: Limits
    ) -> any CommandRunning {
        sandbox == nil && limits == Limits() ? runner : ConfinedRunner(runner: runner, sandbox: sandbox, limits: limits)
    }

    public func measure(_ command: ShellCommand) async throws(MachineError) -> MeasuredOutcome {
        let path = command.environment["PATH"] ?? "/usr/bin:/bin"
        var confined = command
        if let sandbox {
            guard let bwrap = find("bwrap", path) else { throw .noProgram("bwrap", package: "bubblewrap") }
            confined.directory = command.directory.resolvingSymlinksInPath()
            confined.launcher = sandbox.words(
                bwrap, in: confined.directory.path, writing: command.writable.map { $0.resolvingSymlinksInPath().path })
            confined.environment = command.environment.filter { sandbox.isKept($0.key) }
        }
        let options =
            [limits.memory.map { "--as=\($0)" }, sandbox == nil ? nil : limits.processes.map { "--nproc=\($0)" }]
            .compactMap(\.self)
        if !options.isEmpty {
            guard let prlimit = find("prlimit", path) else { throw .noProgram("prlimit", package: "util-linux") }
            confined.launcher += [prlimit] + options + ["--"]
        }
        return try await runner.measure(confined)
    }

    @Sendable private static func find(_ program: String, _ path: String) -> String? {
        path.split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }
}
