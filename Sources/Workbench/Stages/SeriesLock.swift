import Foundation
import Machine

/// Keeps two processes from working on one series at a time.
final class SeriesLock {
    private let lock: ProcessLock

    init(_ file: URL, series: String) throws {
        switch try ProcessLock.attempt(file) {
        case .taken(let lock): self.lock = lock
        case .held(let process): throw WorkbenchError.busy(series: series, process: process)
        }
    }
}
