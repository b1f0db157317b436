import Foundation
import Machine
import Outputs
import PatchModel

/// Writes the samples of a run down as they are measured, and the state of the machine as a round begins.
package struct RunWriter {
    package let database: ResultsDatabase
    package let run: Int64
    private let clock: any Timekeeper
    private var round: Int?

    package init(_ database: ResultsDatabase, run: Int64, clock: any Timekeeper) {
        self.database = database
        self.run = run
        self.clock = clock
    }

    /// One run of a stage's benchmark: what it gives is in the database before anything else is done.
    package mutating func write<Problem>(
        _ stage: StageID, round: Int, _ measure: () async throws -> Result<BenchOutput, Problem>?
    ) async throws -> Result<BenchOutput, Problem>? {
        try begin(round)
        let (begun, start) = (clock.date, clock.now)
        let answer = try await measure()
        if case .success(let output) = answer {
            let measurement = StageMeasurement(stage: stage, round: round, output: output)
            try database.add(measurement, begun: begun, took: clock.now - start, to: run)
        }
        return answer
    }

    /// One reading of a search, and what the bench command printed for it.
    package mutating func write(
        _ stage: StageID, number: Int, _ read: () async throws -> (StoredReading.Reading, BenchOutput?)?
    ) async throws -> StoredReading.Reading? {
        try begin(number)
        let (begun, start) = (clock.date, clock.now)
        guard let (reading, output) = try await read() else { return nil }
        let stored = StoredReading(number: number, stage: stage, reading: reading)
        try database.add(stored, output, begun: begun, took: clock.now - start, to: run)
        return reading
    }

    /// Tells the database that a round begins, once.
    package mutating func begin(_ number: Int) throws(ResultsError) {
        guard round != number else { return }
        try database.addRound(number, .current(), to: run, at: clock.date)
        round = number
    }
}
