import ArgumentParser
import Foundation
import GitStore
import Input
import Judging
import Machine
import PatchModel
import Results
import Workbench

/// The one place that turns errors into words, each with what to try next, and chooses the exit status.
enum CommandError {
    /// Reports `error`.
    /// - Returns: the exit status.
    static func report(_ error: any Error) -> Int32 {
        switch error {
        case let status as ExitStatus: status.rawValue
        case is CancellationError: ExitStatus.interrupted.rawValue
        case WorkbenchError.needed(let binding): fail(binding.lines, .fellShort)
        case WorkbenchError.interrupted(let done, let total):
            fail(lines(for: WorkbenchError.interrupted(after: done, of: total)), .interrupted)
        case let error as WorkbenchError: fail(lines(for: error))
        case let error as InputError: fail(lines(for: error))
        case let error as JudgingError: fail(lines(for: error))
        case let error as MachineError: fail(lines(for: error))
        case let error as ResultsError: fail(lines(for: error))
        case let error as PatchError: fail(lines(for: error))
        case let error as GitStoreError: fail(lines(for: error))
        case let error as CocoaError: fail(lines(for: error))
        default: leaveToParser(error)
        }
    }

    /// The lines of one message as they are printed: the first with the program's name, the others indented.
    static func message(_ lines: [String]) -> String {
        "patchbench: " + lines.map { Array($0.utf8).printable }.joined(separator: "\n    ") + "\n"
    }

    private static func fail(_ lines: [String], _ status: ExitStatus = .wrongInput) -> Int32 {
        Output.error(message(lines))
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
