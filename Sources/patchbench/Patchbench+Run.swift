import ArgumentParser
import Files
import Foundation
import GitStore
import Input
import Judging
import Machine
import PatchModel
import Results
import Workbench

extension Patchbench {
    /// Runs a command to its end, and says in words what went wrong. Cancelling the task stops it as ^C does.
    /// - Returns: the exit status.
    static func run(_ invocation: Invocation) async -> Int32 {
        await Invocation.$current.withValue(invocation) {
            let status = await runCommand(invocation)
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
        case BenchError.needed(let binding): fail(binding.lines, .fellShort)
        case WorkbenchError.interrupted(let done, let total):
            fail(CommandError.lines(for: WorkbenchError.interrupted(after: done, of: total)), .interrupted)
        case let error as WorkbenchError: fail(CommandError.lines(for: error))
        case let error as StepError: fail(CommandError.lines(for: error), error.exitStatus)
        case let error as EditError: fail(CommandError.lines(for: error), error.exitStatus)
        case let error as BenchError: fail(CommandError.lines(for: error))
        case let error as InputError: fail(CommandError.lines(for: error))
        case let error as JudgingError: fail(CommandError.lines(for: error))
        case let error as MachineError: fail(CommandError.lines(for: error))
        case let error as ResultsError: fail(CommandError.lines(for: error))
        case let error as PatchError: fail(CommandError.lines(for: error))
        case let error as GitStoreError: fail(CommandError.lines(for: error))
        case let error as FileError: fail(CommandError.lines(for: error))
        case let error as CocoaError: fail(CommandError.lines(for: error))
        case let error as POSIXError: fail([String(cString: strerror(error.code.rawValue))])
        default: leaveToParser(error)
        }
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
