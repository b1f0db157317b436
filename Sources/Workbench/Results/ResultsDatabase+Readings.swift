import Foundation
import GRDB
import PatchModel
import Statistics

/// What one process told a search.
struct StoredReading: Sendable, Equatable {
    /// From 1, in the order in which the search asked.
    var number: Int
    var stage: StageNumber
    var reading: Bisection.Reading
}

/// The readings of searches: the same ones lead a search to the same place.
extension ResultsDatabase {
    /// - Parameter output: All that the process printed, where it was one of the bench command; it is kept with the reading
    ///   or, if that cannot be, neither is.
    func add(
        _ reading: StoredReading, _ output: BenchOutput?, begun: Date, took duration: Duration, to run: Int64
    ) throws(WorkbenchError) {
        let (outcome, value) = reading.reading.columns
        try write { database in
            try database.execute(
                sql: "INSERT INTO reading (run, number, stage, outcome, value) VALUES (?, ?, ?, ?, ?)",
                arguments: [run, reading.number, reading.stage, outcome, value])
            guard let output else { return }
            let measurement = StoredMeasurement(stage: reading.stage, round: reading.number, output: output)
            try Self.add(measurement, begun: begun, took: duration, to: run, database)
        }
    }

    func readings(of run: Int64) throws(WorkbenchError) -> [StoredReading] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM reading WHERE run = ? ORDER BY number", arguments: [run])
            return rows.compactMap { row in
                Bisection.Reading(outcome: row["outcome"], value: row["value"]).map {
                    StoredReading(number: row["number"], stage: row["stage"], reading: $0)
                }
            }
        }
    }
}

extension Bisection.Reading {
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
