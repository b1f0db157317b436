import Foundation
import Glibc

/// What a pipe gives, in a file without a name, so that it can be read more than once.
public final class SpooledInput {
    private let descriptor: Int32

    /// Reads to the end.
    ///
    /// - Throws: `CancellationError`, also while nothing comes; `MachineError.cannotWrite`.
    public init(reading source: Int32, beside folder: URL = FileManager.default.temporaryDirectory) throws {
        let template = folder.appending(path: "patchbench-XXXXXX", directoryHint: .notDirectory)
        var path = Array(template.path.utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw MachineError.cannotWrite(template, errno: errno) }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        try copy(source, template)
    }

    deinit { close(descriptor) }

    /// Each time that it is opened it is read from its beginning.
    public var file: URL { URL(filePath: "/proc/self/fd/\(descriptor)", directoryHint: .notDirectory) }

    private func copy(_ source: Int32, _ template: URL) throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            try Task.checkCancellation()
            var ready = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 50) != 0 else { continue }
            let count = read(source, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            var done = 0
            while done < count {
                let written = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, count - done) }
                guard written > 0 else { throw MachineError.cannotWrite(template, errno: errno) }
                done += written
            }
        }
    }
}
