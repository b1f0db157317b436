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
            return try rows.map(Self.run)
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
            return try rows.map { row in
                let flags: String = try row.stored("flags")
                return RunStage(
                    stage: try row.stored("stage"), name: try row.stored("name"), key: try row.stored("key"),
                    tree: try row.stored("tree"), flags: flags.split(separator: " ").map(String.init))
            }
        }
    }

    /// What a run measured, in the order of measurement.
    package func measurements(of run: Int64) throws(ResultsError) -> [StageMeasurement] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT measurement.id AS id, stage, round, node, value, metric.name AS name, parameters, unit,
                    better
                    FROM measurement LEFT JOIN sample ON sample.measurement = measurement.id
                    LEFT JOIN metric ON metric.id = sample.metric WHERE run = ? ORDER BY measurement.id, position
                    """, arguments: [run])
            var measurements: [StageMeasurement] = []
            var last: Int64?
            for row in rows {
                let id: Int64 = try row.stored("id")
                if last != id {
                    last = id
                    measurements.append(
                        StageMeasurement(
                            stage: try row.stored("stage"), round: try row.stored("round"), output: BenchOutput(),
                            node: try row.stored("node")))
                }
                // Of one that skipped all that it can measure there is no sample.
                guard let value: Double = try row.storedIfPresent("value") else { continue }
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
                byRound: Dictionary(try rows.map { (try $0.stored("round"), try $0.stored("count")) }) { $0 + $1 },
                stages: stages ?? 0)
        }
    }

    /// As each round began; twice for one that was taken up again.
    package func states(of run: Int64) throws(ResultsError) -> [RoundState] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT number, load, stolen FROM round WHERE run = ? ORDER BY rowid", arguments: [run])
            return try rows.map {
                RoundState(round: try $0.stored("number"), load: try $0.stored("load"), stolen: try $0.stored("stolen"))
            }
        }
    }

    package func conditions(of run: Int64) throws(ResultsError) -> [String: Parameters.Value] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT name, value FROM condition WHERE run = ?", arguments: [run])
            let pairs = try rows.map {
                (
                    try $0.stored("name", as: String.self),
                    try CanonicalJSON.value(Parameters.Value.self, of: try $0.stored("value"))
                )
            }
            return Dictionary(pairs) { $1 }
        }
    }

    static func environment(_ row: Row) throws -> MeasuringEnvironment {
        let host = HostInfo(
            name: try row.stored("host"), cpuModel: try row.stored("cpuModel"), cpus: try row.stored("cpus"),
            kernel: try row.stored("kernel"))
        return MeasuringEnvironment(
            host: host, toolchain: try row.stored("toolchain"), governor: try row.stored("governor"),
            isVirtual: try row.stored("isVirtual"))
    }

    private static func run(_ row: Row) throws -> StoredRun {
        let environment = try environment(row)
        let (stages, seed): (String, String) = (try row.stored("stages"), try row.stored("seed"))
        let rounds: Int = try row.stored("rounds")
        let record = RunRecord(
            series: try row.stored("series"), question: try StoredQuestion.question(row),
            command: try row.stored("command"), rounds: rounds > 0 ? rounds : nil, seed: UInt64(seed) ?? 0,
            stages: stages.split(separator: " ").compactMap { StageID(String($0)) }, environment: environment,
            pin: try row.stored("pin"), rebuilds: try row.stored("rebuilds"),
            counter: try row.stored("counter"))
        return StoredRun(
            id: try row.stored("runID"), record: record, begun: try row.stored("begun"),
            ended: try row.storedIfPresent("ended"))
    }

    private static func metric(_ row: Row) throws -> Metric {
        let parameters = try CanonicalJSON.value([String: Parameters.Value].self, of: try row.stored("parameters"))
        return Metric(
            name: try row.stored("name"), parameters: Parameters(parameters), unit: try row.stored("unit"),
            better: Metric.Direction(rawValue: try row.stored("better")) ?? .less)
    }
}
