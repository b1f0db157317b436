import ArgumentParser
import Foundation
import GitStore
import Workbench

extension Patchbench {
    /// Runs a command to its end, and says in words what went wrong. Cancelling the task stops it as ^C does.
    /// - Returns: the exit status.
    static func run(_ invocation: Invocation) async -> Int32 {
        await Invocation.$current.withValue(invocation) {
            let status = await SafeRepositories.$current.withValue(SafeRepositories(invocation.environment)) {
                await runCommand(invocation)
            }
            guard let failure = invocation.console.failure else { return status }
            Output.error(
                CommandError.message(["cannot write to standard output: \(String(cString: strerror(failure)))"]))
            return status == 0 ? ExitStatus.fellShort.rawValue : status
        }
    }

    private static func runCommand(_ invocation: Invocation) async -> Int32 {
        do {
            try UnknownVerb.check(invocation.argumentsWithFolderMoved)
            var command = try parseAsRoot(invocation.argumentsWithFolderMoved)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error)
        }
    }

    /// Reports `error`.
    /// - Returns: the exit status.
    static func report(_ error: any Error) -> Int32 {
        switch error {
        case let status as ExitStatus: status.rawValue
        case let error as UnknownVerb: fail(error.lines)
        case is CancellationError: ExitStatus.interrupted.rawValue
        case let kept as KeptDraft: report(kept)
        case BenchError.needed: fail(CommandError.lines(of: error)!, .fellShort)
        case WorkbenchError.interrupted: fail(CommandError.lines(of: error)!, .interrupted)
        case let step as StepError: fail(CommandError.lines(of: step)!, step.exitStatus)
        case let edit as EditError: fail(CommandError.lines(of: edit)!, edit.exitStatus)
        default:
            CommandError.lines(of: error).map { fail($0, CommandError.isOfDisk(error) ? .fellShort : .wrongInput) }
                ?? leaveToParser(error)
        }
    }

    private static func report(_ kept: KeptDraft) -> Int32 {
        let status = report(kept.reason)
        Output.error(CommandError.message(["what you typed is kept in \(kept.file.path)"]))
        return status
    }

    private static func fail(_ lines: [String], _ status: ExitStatus = .wrongInput) -> Int32 {
        Output.error(CommandError.message(lines))
        return status.rawValue
    }

    /// Help is no error; everything else that the parser says is wrong usage.
    private static func leaveToParser(_ error: any Error) -> Int32 {
        let text = Patchbench.fullMessage(for: error)
        if Patchbench.exitCode(for: error) == .success {
            Output.line(text)
            return 0
        }
        Output.error(text + "\n")
        return ExitStatus.wrongInput.rawValue
    }
}
