import Files
import Foundation
import GitStore

extension CommandError {
    /// A file that Foundation could not read, write or move, in the words of the system and not in its own.
    static func lines(for error: CocoaError) -> [String] {
        let path = error.userInfo[NSFilePathErrorKey] as? String ?? (error.userInfo[NSURLErrorKey] as? URL)?.path
        let place = path ?? "a file"
        let writing = CocoaError.fileWriteUnknown.rawValue..<CocoaError.fileWriteUnknown.rawValue + 256
        guard let number = errorNumber(of: error) else { return ["cannot use \(place)"] }
        let doing = writing.contains(error.code.rawValue) ? "write" : "read"
        return ["cannot \(doing) \(place): \(String(cString: strerror(number)))"]
    }

    private static func errorNumber(of error: CocoaError) -> Int32? {
        switch error.userInfo[NSUnderlyingErrorKey] {
        case let cause as POSIXError: return cause.code.rawValue
        case let cause as NSError where cause.domain == NSPOSIXErrorDomain: return Int32(cause.code)
        default: break
        }
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: return ENOENT
        case .fileReadNoPermission, .fileWriteNoPermission: return EACCES
        case .fileWriteFileExists: return EEXIST
        case .fileWriteOutOfSpace: return ENOSPC
        case .fileWriteVolumeReadOnly: return EROFS
        case .fileReadTooLarge: return EFBIG
        default: return nil
        }
    }

    static func lines(for error: GitStoreError) -> [String] {
        switch error {
        case .libgit2(let doing, let message, let code): ["cannot \(doing): \(message) (libgit2: \(code))"]
        case .diskFull(let doing): ["cannot \(doing): the disk is full", "make room and try again"]
        case .missingObject(let doing, let message):
            [
                "cannot \(doing): \(message)",
                "where the repository is a partial clone, `git fetch --refetch --no-filter` in it gets what it lacks",
            ]
        case .foreignRepository(let path, let name):
            [
                "\(path) is a repository of a kind that is not read (\(name))",
                "its patches can be: `git format-patch A..B`, with a checkout of A as the base folder",
            ]
        case .unsafeRepository(let path, let owner):
            [
                "the repository \(path) belongs to \(userName(owner)), and git would not read it either",
                "to allow that: git config --global --add safe.directory \(shellWord(path))",
            ]
        case .file(let error): lines(for: error)
        case .notAFolder(let path): ["\(path) is no folder"]
        case .nestedRepository(let path):
            ["\(path) holds a repository of its own, which a stage cannot hold", "take it out of the base tree"]
        case .changedUnderway(let path): ["\(path) changed while it was read", "run the command again"]
        case .unsafePath(let path, let problem): ["unsafe path \(path): \(problem.text)"]
        case .badName(let name): ["\(name) cannot be part of a ref's name"]
        case .noSuchObject(let id): ["the object \(id) is missing from the repository of the stages"]
        case .noRepository(let folder): ["no git repository in \(folder) or a folder above it"]
        case .noRevision, .missingHistory, .lostCommit, .notARange, .badPathspec, .mergeInRange:
            historyLines(for: error)
        case .branchExists(let name, let repository):
            ["\(repository) has a branch \(name), and nothing is overwritten", "choose another name"]
        case .unsupportedEntry(let path, let mode): ["\(path) has mode \(mode), which is none of a file"]
        }
    }
}
