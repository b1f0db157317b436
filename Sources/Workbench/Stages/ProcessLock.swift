import Foundation
import Glibc

/// A lock file that one process at a time holds. The lock goes with the process, however that ends.
final class ProcessLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    enum Attempt {
        case taken(ProcessLock)
        /// Another process has it; its id where that is known.
        case held(by: Int32?)
    }

    static func attempt(_ file: URL) throws(WorkbenchError) -> Attempt {
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
    static func wait(folder: URL) throws(WorkbenchError) -> ProcessLock {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(folder, errno: errno) }
        let lock = ProcessLock(descriptor: descriptor)
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .cannotWrite(folder, errno: errno) }
        }
        return lock
    }

    deinit { close(descriptor) }
}

/// The right to build, test and measure on a plan's series: one process at a time has it, so that no run disturbs another.
public final class Turn: Sendable {
    private let lock: ProcessLock

    private init(_ lock: ProcessLock) { self.lock = lock }

    /// Waits until no other process has it.
    ///
    /// - Parameter announce: Is told once that another process (its id, where known) has to end first.
    /// - Throws: `WorkbenchError`; `CancellationError` where the task is cancelled while it waits.
    public static func wait(in plan: Plan, announce: (Int32?) -> Void) async throws -> Turn {
        let file = plan.stateDirectory.appending(path: "lock", directoryHint: .notDirectory)
        var hasAnnounced = false
        while true {
            switch try ProcessLock.attempt(file) {
            case .taken(let lock): return Turn(lock)
            case .held(let process):
                if !hasAnnounced { announce(process) }
                hasAnnounced = true
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
