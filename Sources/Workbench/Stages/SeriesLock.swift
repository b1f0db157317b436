import Foundation
import SystemPackage

#if canImport(Glibc)
    import Glibc
#endif

/// Keeps two processes from working on one series at a time. The lock goes with the process, however that ends.
final class SeriesLock {
    private let descriptor: FileDescriptor

    init(_ file: URL, series: String) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        descriptor = try FileDescriptor.open(
            FilePath(file.path), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int32($0) }
            try descriptor.close()
            throw WorkbenchError.busy(series: series, process: holder)
        }
        ftruncate(descriptor.rawValue, 0)
        try descriptor.writeAll(String(getpid()).utf8)
    }

    deinit { try? descriptor.close() }
}
