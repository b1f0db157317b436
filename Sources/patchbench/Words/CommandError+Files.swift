import Files
import Foundation

extension CommandError {
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
