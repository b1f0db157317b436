import Files
import Foundation
import GitStore
import Input
import Judging
import Machine
import PatchModel
import Results
import Workbench

extension CommandError {
    /// In words what went wrong; nil for what is no error of ours.
    static func lines(of error: any Error) -> [String]? {
        switch error {
        case BenchError.needed(let binding): binding.lines
        case let error as WorkbenchError: lines(for: error)
        case let error as StepError: lines(for: error)
        case let error as EditError: lines(for: error)
        case let error as BenchError: lines(for: error)
        case let error as NodeError: lines(for: error)
        case let error as InputError: lines(for: error)
        case let error as JudgingError: lines(for: error)
        case let error as MachineError: lines(for: error)
        case let error as ResultsError: lines(for: error)
        case let error as PatchError: lines(for: error)
        case let error as GitStoreError: lines(for: error)
        case let error as FileError: lines(for: error)
        case let error as CocoaError: lines(for: error)
        case let error as POSIXError: [String(cString: strerror(error.code.rawValue))]
        default: nil
        }
    }
}
