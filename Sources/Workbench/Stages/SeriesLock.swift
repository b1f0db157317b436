import Foundation
import Glibc

/// Keeps two processes from working on one series at a time. The lock goes with the process, however that ends.
final class SeriesLock {
    private let descriptor: Int32

    init(_ file: URL, series: String) throws {
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw WorkbenchError.cannotWrite(file, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int32($0) }
            throw WorkbenchError.busy(series: series, process: holder)
        }
        let process = Array(String(getpid()).utf8)
        ftruncate(descriptor, 0)
        _ = write(descriptor, process, process.count)
    }

    deinit { close(descriptor) }
}
