import Files
import Foundation
import GitStore
import Machine

extension CommandError {
    /// Whether it is the disk that fell short, and not what was given.
    static func isOfDisk(_ error: any Error) -> Bool {
        let numbers = [ENOSPC, EDQUOT, EFBIG]
        return switch error {
        case let error as FileError: numbers.contains(error.errno)
        case GitStoreError.diskFull: true
        case GitStoreError.file(let error): isOfDisk(error)
        case MachineError.cannotWrite(_, let number): numbers.contains(number)
        case let error as CocoaError: error.code == .fileWriteOutOfSpace
        default: false
        }
    }

    static func lines(for error: FileError) -> [String] {
        guard error.errno != ELOOP else {
            return [
                "cannot \(error.doing) \(error.path): a symbolic link stands there, and none is followed",
                "take it away, or put what it leads to in its place",
            ]
        }
        let reason = "cannot \(error.doing) \(error.path): \(String(cString: strerror(error.errno)))"
        return error.errno == ENOSPC ? [reason, "nothing of it was changed; make room and try again"] : [reason]
    }
}
