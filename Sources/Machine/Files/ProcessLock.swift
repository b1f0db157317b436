import Foundation
import Glibc

/// A lock file that one process at a time holds. The lock goes with the process, however that ends.
package final class ProcessLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    package enum Attempt {
        case taken(ProcessLock)
        /// Another process has it; its id where that is known.
        case held(by: Int32?)
    }

    package static func attempt(_ file: URL) throws(MachineError) -> Attempt {
        let folder = file.deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(file, errno: errno) }
        let lock = ProcessLock(descriptor: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            return .held(by: (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int32($0) })
        }
        let process = Array(String(getpid()).utf8)
        ftruncate(descriptor, 0)
        _ = write(descriptor, process, process.count)
        return .taken(lock)
    }

    /// Locks a folder itself, without a file. Blocks until no other process has it: only for what takes milliseconds.
    package static func wait(folder: URL) throws(MachineError) -> ProcessLock {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(folder, errno: errno) }
        let lock = ProcessLock(descriptor: descriptor)
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .cannotWrite(folder, errno: errno) }
        }
        return lock
    }

    /// A child that was begun meanwhile may hold the descriptor, too, until it runs its program.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
