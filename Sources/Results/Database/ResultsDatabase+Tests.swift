import Foundation
import GRDB
import Outputs

/// The outcomes of tests, by build, kept so that they need not run again.
extension ResultsDatabase {
    /// What the latest test of a build gave, where it ran this very command.
    package func tests(of key: String, command: String) throws(ResultsError) -> [TestResult]? {
        try read { database in
            let latest = try Int64.fetchOne(
                database, sql: "SELECT MAX(id) FROM testRun WHERE build = ? AND command = ?", arguments: [key, command])
            guard let latest else { return nil }
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM testOutcome WHERE testRun = ? ORDER BY position", arguments: [latest])
            return try rows.map { row in
                TestResult(
                    name: try row.stored("name"),
                    outcome: TestResult.Outcome(rawValue: try row.stored("outcome")) ?? .crash,
                    isExpected: try row.stored("isExpected"), message: try row.stored("message"),
                    times: try row.stored("times"))
            }.merged
        }
    }

    /// What the latest test of any build of a tree gave, where it ran this very command.
    package func tests(ofTree tree: String, command: String) throws(ResultsError) -> [TestResult]? {
        let key = try read { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT build.key FROM testRun JOIN build ON build.key = testRun.build
                    WHERE build.tree = ? AND testRun.command = ? ORDER BY testRun.id DESC LIMIT 1
                    """,
                arguments: [tree, command])
        }
        return try key.flatMap { key throws(ResultsError) in try tests(of: key, command: command) }
    }

    package func add(
        _ tests: [TestResult], of build: RunStage, command: String, at time: Date
    ) throws(ResultsError) {
        try write { database in
            try Self.add(build: build, database)
            try database.execute(
                sql: "INSERT INTO testRun (build, command, begun) VALUES (?, ?, ?)",
                arguments: [build.key, command, time])
            let id = database.lastInsertedRowID
            let insertion = try database.makeStatement(
                sql: """
                    INSERT INTO testOutcome (testRun, position, name, outcome, isExpected, message, times)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """)
            for (position, test) in tests.enumerated() {
                try insertion.execute(arguments: [
                    id, position, test.name, test.outcome.rawValue, test.isExpected, test.message, test.times,
                ])
            }
        }
    }
}
