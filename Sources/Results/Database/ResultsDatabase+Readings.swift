import Foundation
import GRDB
import Outputs

/// The readings of searches: the same ones lead a search to the same place.
extension ResultsDatabase {
    /// - Parameter output: All that the process printed, where it was one of the bench command; it is kept with the
    ///   reading or, if that cannot be, neither is.
    package func add(
        _ reading: StoredReading, _ output: BenchOutput?, begun: Date, took duration: Duration, to run: Int64
    ) throws(ResultsError) {
        let (outcome, value) = reading.reading.columns
        try write { database in
            try database.execute(
                sql: "INSERT INTO reading (run, number, stage, outcome, value) VALUES (?, ?, ?, ?, ?)",
                arguments: [run, reading.number, reading.stage, outcome, value])
            guard let output else { return }
            let measurement = StageMeasurement(
                stage: reading.stage, round: reading.number, output: output, node: reading.node)
            try Self.add(measurement, begun: begun, took: duration, to: run, database)
        }
    }

    package func readings(of run: Int64) throws(ResultsError) -> [StoredReading] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT reading.*, coalesce(measurement.node, '') AS node FROM reading
                    LEFT JOIN measurement ON measurement.run = reading.run AND measurement.stage = reading.stage
                        AND measurement.round = reading.number
                    WHERE reading.run = ? ORDER BY number
                    """, arguments: [run])
            return try rows.compactMap { row in
                let value: Double? = try row.storedIfPresent("value")
                guard let reading = StoredReading.Reading(outcome: try row.stored("outcome"), value: value) else {
                    return nil
                }
                return StoredReading(
                    number: try row.stored("number"), stage: try row.stored("stage"), reading: reading,
                    node: try row.stored("node"))
            }
        }
    }
}

extension StoredReading.Reading {
    fileprivate var columns: (outcome: String, value: Double?) {
        switch self {
        case .metric(let value): ("measured", value)
        case .passed: ("passed", nil)
        case .failed: ("failed", nil)
        case .untestable: ("untestable", nil)
        }
    }

    fileprivate init?(outcome: String, value: Double?) {
        switch (outcome, value) {
        case ("measured", let value?): self = .metric(value)
        case ("passed", _): self = .passed
        case ("failed", _): self = .failed
        case ("untestable", _): self = .untestable
        default: return nil
        }
    }
}
