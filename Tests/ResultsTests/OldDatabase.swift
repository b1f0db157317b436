import Foundation
import GRDB

@testable import Results

/// A database as the tool wrote it when a run's question was a sentence.
enum OldDatabase {
    static func make(_ file: URL, verb: String, question: String) throws {
        let queue = try DatabaseQueue(path: file.path)
        try ResultsDatabase.migrator.migrate(queue, upTo: "runs of several builds")
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO environment (host, cpuModel, cpus, kernel, toolchain, governor, isVirtual)
                    VALUES ('h', 'c', 2, 'Linux 6', '', '', 1)
                    """)
            try database.execute(
                sql: """
                    INSERT INTO run (series, command, rounds, seed, stages, environment, begun, verb, question)
                    VALUES ('s', 'sh bench', 2, '7', '0 1', 1, '2026-01-01 10:00:00', ?, ?)
                    """, arguments: [verb, question])
        }
    }
}
