import CProcess
import Files
import Foundation

/// Starts processes, in the one place that does.
///
/// A command runs in a session of its own, so that ^C on the terminal reaches this process alone, and below a
/// supervisor, so that all that it started ends with it, whatever session that moved to. When the limit passes or the
/// task is cancelled, all of it is told to terminate, then killed; where this process is killed, too.
public struct CommandRunner: CommandRunning {
    /// What a command gets between being told to terminate and being killed.
    var grace: Duration

    public init(grace: Duration = .seconds(2)) { self.grace = grace }

    /// Runs `command` to its end and says what that took. Throws where it could not be started.
    public func measure(_ command: ShellCommand) async throws(MachineError) -> MeasuredOutcome {
        if Task.isCancelled { return .interrupted }
        let (ending, isLate) = await wait(try start(command), command.limit)
        if Task.isCancelled { return .interrupted }
        if isLate { return MeasuredOutcome(outcome: .timedOut(after: command.limit)) }
        guard let ending else { throw .cannotStart(command.text, reason: "its supervisor was killed") }
        guard ending.error == 0 else {
            throw .cannotStart(command.text, reason: String(cString: strerror(ending.error)))
        }
        // wait(2): the signal in the low seven bits, else the status in the next eight.
        let signal = ending.status & 0x7f
        let outcome: CommandOutcome =
            signal == 0 ? .exited(status: ending.status >> 8 & 0xff) : .killed(signal: signal)
        return MeasuredOutcome(outcome: outcome, usage: ResourceUsage(ending))
    }

    private func wait(
        _ process: SupervisedProcess, _ limit: Duration
    ) async -> (ending: patchbench_ending?, isLate: Bool) {
        await withTaskCancellationHandler {
            await process.ending(limit: limit, grace: grace)
        } onCancel: {
            process.stop()
        }
    }

    private func start(_ command: ShellCommand) throws(MachineError) -> SupervisedProcess {
        let output = try open(command.output, appends: command.appends)
        defer { close(output) }
        var errors = output
        if let file = command.errors { errors = try open(file, appends: command.appends) }
        defer { if errors != output { close(errors) } }
        return try SupervisedProcess.start(command, output: output, errors: errors, grace: grace)
    }

    private func open(_ file: URL, appends: Bool) throws(MachineError) -> Int32 {
        do throws(FileError) { return try Folder.openLog(file.path, appends: appends) } catch {
            throw .cannotWrite(file, errno: error.errno)
        }
    }
}
