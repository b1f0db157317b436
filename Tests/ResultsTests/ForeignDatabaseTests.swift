import Foundation
import GRDB
import PatchbenchTestSupport
import Testing

@testable import Results

/// Databases that are not as this form of the tool makes them.
@Suite struct ForeignDatabaseTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var file: URL { folder.file("results.sqlite") }

    private func make(_ sql: String) throws {
        try OldDatabase.make(file, verb: "bench", question: "")
        _ = try ResultsDatabase(file)
        try DatabaseQueue(path: file.path).write { try $0.execute(sql: sql) }
    }

    @Test func `F11: a database of a newer version is refused, and nothing is written to it`() throws {
        try make("INSERT INTO grdb_migrations VALUES ('of a later year')")
        for access in [ResultsDatabase.Access.look, .change] {
            #expect {
                try ResultsDatabase(file, for: access)
            } throws: {
                if case .newer = $0 as? ResultsError { true } else { false }
            }
        }
    }

    @Test(arguments: [("run", "pin"), ("environment", "host"), ("metric", "better"), ("runStage", "name")])
    func `F11: a database that lacks a column is refused by its name`(_ table: String, _ column: String) throws {
        try make("ALTER TABLE \(table) RENAME COLUMN \(column) TO other")
        #expect {
            try ResultsDatabase(file)
        } throws: {
            if case .foreign(_, let missing) = $0 as? ResultsError { missing == "\(table).\(column)" } else { false }
        }
    }

    /// SQLite keeps what is no number as it is, whatever the column's type.
    @Test(arguments: [
        "UPDATE environment SET cpus = 'many'", "UPDATE run SET begun = 'once'", "UPDATE run SET rounds = x'ff'",
        "UPDATE run SET searchFrom = -5, searchTo = -9, goal = 'test', goalText = 'x', minimumEffect = 1",
    ])
    func `F11: no content ends the process`(_ change: String) throws {
        try make(change)
        do { _ = try ResultsDatabase(file).runs() } catch {
            guard case .database = error else { throw error }
        }
    }

    @Test func `F12: what cannot be written is read from a copy, with what the log of writes still holds`() throws {
        let database = try ResultsDatabase(file)
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO environment (host, cpuModel, cpus, kernel, toolchain, governor, isVirtual)
                    VALUES ('h', 'c', 2, 'Linux 6', '', '', 1);
                    INSERT INTO run (series, command, rounds, seed, stages, environment, begun)
                    VALUES ('s', 'sh bench', 2, '7', '0 1', 1, '2026-01-01 10:00:00');
                    """)
        }
        #expect(try ResultsDatabase(file, copies: true).runs().count == 1)
    }
}
