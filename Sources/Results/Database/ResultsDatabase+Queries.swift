import Foundation
import GRDB
import Machine
import Outputs
import PatchModel

/// Reading runs.
extension ResultsDatabase {
    private static let selectRun = """
        SELECT run.*, environment.* , run.id AS runID FROM run JOIN environment ON environment.id = run.environment
        """

    /// The runs of a series, or of all, the earliest first.
    package func runs(of series: String? = nil) throws(ResultsError) -> [StoredRun] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: Self.selectRun + " WHERE ?1 IS NULL OR series = ?1 ORDER BY run.id", arguments: [series])
            return rows.map(Self.run)
        }
    }

    /// The latest run of a series for a question, where it is not over.
    package func unfinishedRun(of series: String, _ question: RunQuestion) throws(ResultsError) -> StoredRun? {
        let latest = try runs(of: series).last { $0.record.question == question }
        return latest?.ended == nil ? latest : nil
    }

    package func stages(of run: Int64) throws(ResultsError) -> [RunStage] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT stage, name, key, tree, flags FROM runStage JOIN build ON build.key = runStage.build
                    WHERE run = ? ORDER BY stage
                    """, arguments: [run])
            return rows.map { row in
                let flags: String = row["flags"]
                return RunStage(
                    stage: row["stage"], name: row["name"], key: row["key"], tree: row["tree"],
                    flags: flags.split(separator: " ").map(String.init))
            }
        }
    }

    /// What a run measured, in the order of measurement.
    package func measurements(of run: Int64) throws(ResultsError) -> [StageMeasurement] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT measurement.id AS id, stage, round, value, metric.name AS name, parameters, unit, better
                    FROM measurement LEFT JOIN sample ON sample.measurement = measurement.id
                    LEFT JOIN metric ON metric.id = sample.metric WHERE run = ? ORDER BY measurement.id, position
                    """, arguments: [run])
            var measurements: [StageMeasurement] = []
            var last: Int64?
            for row in rows {
                if last != row["id"] {
                    last = row["id"]
                    measurements.append(
                        StageMeasurement(
                            stage: row["stage"], round: row["round"], output: BenchOutput()))
                }
                // Of one that skipped all that it can measure there is no sample.
                guard let value: Double = row["value"] else { continue }
                measurements[measurements.count - 1].output.samples.append((try Self.metric(row), value))
            }
            return measurements
        }
    }

    func measurementCounts(of run: Int64) throws(ResultsError) -> MeasurementCounts {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT round, COUNT(*) AS count FROM measurement WHERE run = ? GROUP BY round",
                arguments: [run])
            let stages = try Int.fetchOne(
                database, sql: "SELECT COUNT(DISTINCT stage) FROM measurement WHERE run = ?", arguments: [run])
            return MeasurementCounts(
                byRound: Dictionary(uniqueKeysWithValues: rows.map { ($0["round"], $0["count"]) }), stages: stages ?? 0)
        }
    }

    /// As each round began; twice for one that was taken up again.
    package func states(of run: Int64) throws(ResultsError) -> [RoundState] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT number, load, stolen FROM round WHERE run = ? ORDER BY rowid", arguments: [run])
            return rows.map { RoundState(round: $0["number"], load: $0["load"], stolen: $0["stolen"]) }
        }
    }

    package func conditions(of run: Int64) throws(ResultsError) -> [String: Parameters.Value] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT name, value FROM condition WHERE run = ?", arguments: [run])
            return try Dictionary(
                uniqueKeysWithValues: rows.map {
                    ($0["name"], try CanonicalJSON.value(Parameters.Value.self, of: $0["value"]))
                })
        }
    }

    private static func run(_ row: Row) -> StoredRun {
        let stages: String = row["stages"]
        let seed: String = row["seed"]
        let host = HostInfo(name: row["host"], cpuModel: row["cpuModel"], cpus: row["cpus"], kernel: row["kernel"])
        let environment = MeasuringEnvironment(
            host: host, toolchain: row["toolchain"], governor: row["governor"], isVirtual: row["isVirtual"])
        let rounds: Int = row["rounds"]
        let record = RunRecord(
            series: row["series"], question: StoredQuestion.question(row), command: row["command"],
            rounds: rounds > 0 ? rounds : nil,
            seed: UInt64(seed) ?? 0,
            stages: stages.split(separator: " ").compactMap { StageID(String($0)) }, environment: environment,
            pin: row["pin"], rebuilds: row["rebuilds"])
        return StoredRun(id: row["runID"], record: record, begun: row["begun"], ended: row["ended"])
    }

    private static func metric(_ row: Row) throws -> Metric {
        let parameters = try CanonicalJSON.value([String: Parameters.Value].self, of: row["parameters"])
        return Metric(
            name: row["name"], parameters: Parameters(parameters), unit: row["unit"],
            better: Metric.Direction(rawValue: row["better"]) ?? .less)
    }
}
