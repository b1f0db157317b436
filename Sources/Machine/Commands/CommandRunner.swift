import Foundation
import Subprocess
import SystemPackage

/// Starts processes, in the one place that does.
///
/// A command runs in a session of its own, so that a signal reaches everything that it started and ^C on the terminal
/// reaches this process alone. When the limit passes or the task is cancelled, the session is told to terminate,
/// then killed.
public struct CommandRunner: CommandRunning {
    /// What a command gets between being told to terminate and being killed.
    var grace: Duration

    public init(grace: Duration = .seconds(2)) { self.grace = grace }

    /// Runs `command` to its end and says what that took. Throws where it could not be started.
    public func measure(_ command: ShellCommand) async throws(MachineError) -> MeasuredOutcome {
        do {
            return try await withThrowingTaskGroup(of: MeasuredOutcome?.self) { group in
                group.addTask {
                    do { return try await launch(command) } catch {
                        if Task.isCancelled { return nil }
                        throw error
                    }
                }
                group.addTask {
                    do { try await Task.sleep(for: command.limit) } catch { return nil }
                    return MeasuredOutcome(outcome: .timedOut(after: command.limit))
                }
                var outcome: MeasuredOutcome?
                // The command's task ends after the clock's when the limit passes, but the first answer counts.
                while let answer = try await group.next() {
                    if outcome == nil { outcome = answer }
                    group.cancelAll()
                }
                return Task.isCancelled ? .interrupted : outcome ?? .interrupted
            }
        } catch let error as MachineError {
            throw error
        } catch {
            throw .cannotStart(command.text, reason: String(describing: error))
        }
    }

    private func launch(_ command: ShellCommand) async throws -> MeasuredOutcome {
        let output = try open(command.output, appends: command.appends)
        defer { try? output.close() }
        let errors = try command.errors.map { try open($0, appends: command.appends) }
        defer { try? errors?.close() }
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)]
        let result = try await ThreadAffinity.pinning(to: command.cpus) { unpin in
            try await spawn(command, options, output, errors ?? output, whenStarted: unpin)
        }
        killRest(ofSession: result.processIdentifier.value)
        let outcome: CommandOutcome =
            switch result.terminationStatus {
            case .exited(let status): .exited(status: status)
            case .signaled(let signal): .killed(signal: signal)
            }
        return MeasuredOutcome(outcome: outcome, usage: result.closureResult)
    }

    private func spawn(
        _ command: ShellCommand, _ options: PlatformOptions, _ output: FileDescriptor, _ errors: FileDescriptor,
        whenStarted: @escaping @Sendable () -> Void
    ) async throws -> ExecutionResult<ResourceUsage?, FileDescriptorOutput, FileDescriptorOutput> {
        let start = ContinuousClock.now
        return try await Subprocess.run(
            .path("/bin/sh"),
            arguments: ["-c", command.text],
            environment: .custom(
                Dictionary(
                    uniqueKeysWithValues: command.environment.map { (Environment.Key(rawValue: $0.key)!, $0.value) })),
            workingDirectory: FilePath(command.directory.path),
            platformOptions: options,
            input: .none,
            output: .fileDescriptor(output, closeAfterSpawningProcess: false),
            error: .fileDescriptor(errors, closeAfterSpawningProcess: false)
        ) { execution in
            whenStarted()
            return await ResourceUsage.ofEnding(execution.processIdentifier.value, since: start)
        }
    }

    /// Ends what the command left running in the background, and gives it up to half a second to be gone: nothing may
    /// go on writing to the work tree. (A zombie that nobody collects stays, and does no harm.)
    private func killRest(ofSession leader: pid_t) {
        guard kill(-leader, SIGKILL) == 0 else { return }
        for _ in 0..<250 where kill(-leader, 0) == 0 { usleep(2000) }
    }

    private func open(_ file: URL, appends: Bool) throws -> FileDescriptor {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        return try FileDescriptor.open(
            FilePath(file.path), .writeOnly, options: appends ? [.create, .append] : [.create, .truncate],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }
}
