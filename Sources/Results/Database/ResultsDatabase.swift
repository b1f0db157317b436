import Files
import Foundation
import GRDB
import Glibc
import Machine

/// What was measured and tested, of all series of a plan: an SQLite database that every sample is written to at once.
///
/// Any number of processes may read it while one writes; what was written survives the end of the process, however that
/// comes.
package final class ResultsDatabase: Sendable {
    package static let fileName = "results.sqlite"

    package let file: URL
    private let queue: DatabaseQueue
    /// Holds a copy, where the folder of the database cannot be written.
    private let scratch: Scratch?

    /// What a database is opened for.
    package enum Access {
        /// Reading: of a copy, where it stands in a place that cannot be written.
        case look
        case change
    }

    /// Opens the database, and makes it, or brings it to the present schema, where that is needed.
    /// - Throws: `ResultsError`; nothing is written to a database that a newer form of the tool, or none, has made.
    package convenience init(_ file: URL, for access: Access = .change) throws(ResultsError) {
        try self.init(file, copies: access == .look && !Self.canBeWritten(file))
    }

    /// - Parameter copies: opens a copy, in a place that is nobody else's.
    init(_ file: URL, copies: Bool) throws(ResultsError) {
        self.file = file
        do {
            scratch = copies ? try Self.copy(file) : nil
            queue = try Self.open(scratch.map { URL(filePath: $0.folder.path + "/" + Self.fileName) } ?? file, file)
        } catch let error as ResultsError {
            throw error
        } catch {
            throw .database(file, reason: Self.reason(error))
        }
    }

    private static func open(_ place: URL, _ file: URL) throws -> DatabaseQueue {
        var configuration = Configuration()
        // Another process holds the write lock for a few milliseconds at a time.
        configuration.busyMode = .timeout(30)
        let folder = try Folder.making(place.deletingLastPathComponent().path)
        // A migration looks what is to be done before it locks the database: one process at a time.
        let lock = place == file ? try ProcessLock.wait(folder: URL(filePath: folder.path)) : nil
        defer { withExtendedLifetime(lock) {} }
        try refuseForeign(place, file, configuration)
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: place.path, configuration: configuration)
        try migrator.migrate(queue)
        return queue
    }

    /// Before anything is written.
    private static func refuseForeign(_ place: URL, _ file: URL, _ configuration: Configuration) throws {
        guard place.exists else { return }
        let queue = try DatabaseQueue(path: place.path, configuration: configuration)
        try queue.read { database in
            if try migrator.hasBeenSuperseded(database) { throw ResultsError.newer(file) }
            guard try migrator.hasCompletedMigrations(database) else { return }
            let present = try columns(of: database)
            let wanted = try DatabaseQueue()
            try migrator.migrate(wanted)
            let missing = try wanted.read(columns).subtracting(present).min()
            if let missing { throw ResultsError.foreign(file, lacks: missing) }
        }
        try queue.close()
    }

    /// `table.column` of all tables.
    private static func columns(of database: Database) throws -> Set<String> {
        let sql = """
            SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables
            JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'
            """
        return try String.fetchSet(database, sql: sql)
    }

    private static func canBeWritten(_ file: URL) -> Bool {
        access(file.path, W_OK) == 0 && access(file.deletingLastPathComponent().path, W_OK) == 0
    }

    /// With what was not taken over from the log of writes yet.
    private static func copy(_ file: URL) throws -> Scratch {
        let scratch = try Scratch(temporary: FileManager.default.temporaryDirectory.path)
        let writer = try FileWriter(scratch.folder)
        for suffix in ["", "-wal"] {
            let part = URL(filePath: file.path + suffix)
            if part.exists { try writer.write(try Data(contentsOf: part), to: (fileName + suffix).utf8) }
        }
        return scratch
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
