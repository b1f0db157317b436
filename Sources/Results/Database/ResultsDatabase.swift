import Foundation
import GRDB
import Machine

/// What was measured and tested, of all series of a plan: an SQLite database that every sample is written to at once.
///
/// Any number of processes may read it while one writes; what was written survives the end of the process, however that
/// comes.
package final class ResultsDatabase: Sendable {
    package static let fileName = "results.sqlite"

    package let file: URL
    private let queue: DatabaseQueue

    /// Opens the database, and makes it, or brings it to the present schema, where that is needed.
    package init(_ file: URL) throws(ResultsError) {
        self.file = file
        var configuration = Configuration()
        configuration.journalMode = .wal
        // Another process holds the write lock for a few milliseconds at a time.
        configuration.busyMode = .timeout(30)
        do {
            let folder = file.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            // A migration looks what is to be done before it locks the database: one process at a time.
            let lock = try ProcessLock.wait(folder: folder)
            queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try withExtendedLifetime(lock) { try Self.migrator.migrate(queue) }
        } catch {
            throw .database(file, reason: Self.reason(error))
        }
    }

    package func read<Value>(_ body: (Database) throws -> Value) throws(ResultsError) -> Value {
        do { return try queue.read(body) } catch { throw .database(file, reason: Self.reason(error)) }
    }

    /// All of `body` is written, or nothing.
    package func write<Value>(_ body: (Database) throws -> Value) throws(ResultsError) -> Value {
        do { return try queue.write(body) } catch { throw .database(file, reason: Self.reason(error)) }
    }

    private static func reason(_ error: any Error) -> String {
        (error as? DatabaseError)?.message ?? String(describing: error)
    }
}
