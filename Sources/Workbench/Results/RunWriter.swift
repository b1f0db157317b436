import Foundation
import PatchModel
import Statistics

/// Writes the samples of a run down as they are measured, and the state of the machine as a round begins.
struct RunWriter {
    let database: ResultsDatabase
    let run: Int64
    private var round: Int?

    init(_ database: ResultsDatabase, run: Int64) {
        self.database = database
        self.run = run
    }

    /// One run of a stage's benchmark: what it gives is in the database before anything else is done.
    mutating func write<Problem>(
        _ stage: StageNumber, round: Int, _ measure: () async throws -> Result<BenchOutput, Problem>?
    ) async throws -> Result<BenchOutput, Problem>? {
        try begin(round)
        let (begun, clock) = (Date(), ContinuousClock.now)
        let answer = try await measure()
        if case .success(let output) = answer {
            let measurement = StoredMeasurement(stage: stage, round: round, output: output)
            try database.add(measurement, begun: begun, took: ContinuousClock.now - clock, to: run)
        }
        return answer
    }

    /// One reading of a search, and what the bench command printed for it.
    mutating func write(
        _ stage: StageNumber, number: Int, _ read: () async throws -> (Bisection.Reading, BenchOutput?)?
    ) async throws -> Bisection.Reading? {
        try begin(number)
        let (begun, clock) = (Date(), ContinuousClock.now)
        guard let (reading, output) = try await read() else { return nil }
        let stored = StoredReading(number: number, stage: stage, reading: reading)
        try database.add(stored, output, begun: begun, took: ContinuousClock.now - clock, to: run)
        return reading
    }

    /// Tells the database that a round begins, once.
    private mutating func begin(_ number: Int) throws(WorkbenchError) {
        guard round != number else { return }
        try database.addRound(number, .current(), to: run)
        round = number
    }
}
