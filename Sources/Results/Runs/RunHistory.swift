import Foundation
import Machine
import PatchModel

/// The runs that the database has.
public struct RunHistory: Sendable {
    /// The earliest first.
    public var runs: [Run] = []

    public struct Run: Sendable {
        public var number: Int
        public var series: String
        /// What was asked.
        public var question: RunQuestion
        public var begun: Date
        /// Nil while there is something left to measure.
        public var ended: Date?
        public var command: String
        /// Nil while the answer decides how many; those of a search are its readings.
        public var rounds: Int?
        /// Rounds in which each stage that was to be measured has a measurement.
        public var completeRounds: Int
        public var seed: UInt64
        public var stages: [StageID]
        /// Processes that gave samples.
        public var measurements: Int
        public var host: HostInfo
        /// What the plan's toolchain command printed; empty where there is none.
        public var toolchain: String
        /// The frequency governor; empty where the kernel shows none.
        public var governor: String
        public var isVirtual: Bool
        /// The CPUs that the processes were pinned to; empty for all.
        public var pin: String
        /// Builds of each stage, which rounds went through in turn.
        public var rebuilds: Int
        /// What counted instructions; empty where nothing did.
        public var counter: String
        /// What else went on as each round began.
        public var states: [RoundState]
    }

    /// Reads the runs of a series, or of all. None where nothing was ever measured.
    /// - Parameter file: The database.
    public static func read(_ file: URL, series: String?) throws(ResultsError) -> RunHistory {
        guard file.exists else { return RunHistory() }
        let database = try ResultsDatabase(file, for: .look)
        var history = RunHistory()
        for run in try database.runs(of: series) {
            let readings = try database.readings(of: run.id).count
            let counts = try database.measurementCounts(of: run.id)
            let (record, environment) = (run.record, run.record.environment)
            history.runs.append(
                Run(
                    number: Int(run.id), series: record.series, question: record.question, begun: run.begun,
                    ended: run.ended,
                    command: record.command, rounds: record.rounds,
                    completeRounds: readings > 0 ? readings : run.completeRounds(counts), seed: record.seed,
                    stages: record.stages, measurements: max(readings, counts.byRound.values.reduce(0, +)),
                    host: environment.host, toolchain: environment.toolchain, governor: environment.governor,
                    isVirtual: environment.isVirtual, pin: record.pin, rebuilds: record.rebuilds,
                    counter: record.counter,
                    states: try database.states(of: run.id)))
        }
        return history
    }
}

extension StoredRun {
    /// A round is complete when the next has begun, or the run is over, or no stage is without a measurement. The
    /// warm-up is none.
    fileprivate func completeRounds(_ counts: MeasurementCounts) -> Int {
        let last = counts.byRound.keys.max() ?? 0
        return counts.byRound.count { round, count in
            round > 0 && (round < last || ended != nil || count == counts.stages)
        }
    }
}
