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
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(file, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1 else {
            close(descriptor)
            throw .cannotWrite(file, errno: EEXIST)
        }
        let lock = ProcessLock(descriptor: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            return .held(by: (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int32($0) })
        }
        let process = Array(String(getpid()).utf8)
        ftruncate(descriptor, 0)
        _ = write(descriptor, process, process.count)
        return .taken(lock)
    }

    /// Locks a folder itself, without a file. Waits until no other process has it: only for what takes milliseconds.
    /// - Throws: `MachineError.cannotWrite` with `EAGAIN` where another process has it for ten seconds.
    package static func wait(folder: URL) throws(MachineError) -> ProcessLock {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(folder, errno: errno) }
        let lock = ProcessLock(descriptor: descriptor)
        var tries = 1000
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EINTR || (errno == EWOULDBLOCK && tries > 0) else {
                throw .cannotWrite(folder, errno: errno)
            }
            tries -= 1
            usleep(10_000)
        }
        return lock
    }

    /// A child that was begun meanwhile may hold the descriptor, too, until it runs its program.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
