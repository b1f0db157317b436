import GRDB
import Machine

/// The machines that measured parts of a run.
extension ResultsDatabase {
    /// Says what a machine is; once.
    package func add(node name: String, _ environment: MeasuringEnvironment, to run: Int64) throws(ResultsError) {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO runNode (run, name, environment) VALUES (?, ?, ?)",
                arguments: [run, name, try Self.id(of: environment, database)])
        }
    }

    /// By name; empty where the run's own machine measured all of it.
    package func nodes(of run: Int64) throws(ResultsError) -> [String: MeasuringEnvironment] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT runNode.name AS node, environment.* FROM runNode
                    JOIN environment ON environment.id = runNode.environment WHERE run = ?
                    """, arguments: [run])
            return Dictionary(try rows.map { (try $0.stored("node"), try Self.environment($0)) }) { $1 }
        }
    }
}
