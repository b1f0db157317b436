import Foundation
import GRDB
import Machine
import Outputs

/// Writing a run, from its beginning to its end.
extension ResultsDatabase {
    /// - Returns: The run's number.
    package func begin(_ run: RunRecord, at time: Date) throws(ResultsError) -> Int64 {
        try write { database in
            let environment = try Self.id(of: run.environment, database)
            let values: StatementArguments = [
                run.series, run.command, run.rounds ?? 0, String(run.seed),
                run.stages.map(\.description).joined(separator: " "), environment, time, run.pin, run.rebuilds,
                run.counter,
            ]
            try database.execute(
                sql: """
                    INSERT INTO run (series, command, rounds, seed, stages, environment, begun, pin, rebuilds, counter,
                        \(StoredQuestion.columns))
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, arguments: values + StoredQuestion.values(run.question))
            return database.lastInsertedRowID
        }
    }

    /// A run goes on with more rounds than it was begun with, or is over with fewer.
    package func setRounds(_ rounds: Int, of run: Int64) throws(ResultsError) {
        try write { try $0.execute(sql: "UPDATE run SET rounds = ? WHERE id = ?", arguments: [rounds, run]) }
    }

    package func end(_ run: Int64, at time: Date) throws(ResultsError) {
        try write { try $0.execute(sql: "UPDATE run SET ended = ? WHERE id = ?", arguments: [time, run]) }
    }

    /// Adds the stages that are not there yet.
    package func add(_ stages: [RunStage], to run: Int64) throws(ResultsError) {
        try write { database in
            for stage in stages {
                try Self.add(build: stage, database)
                try database.execute(
                    sql: "INSERT OR IGNORE INTO runStage (run, stage, name, build) VALUES (?, ?, ?, ?)",
                    arguments: [run, stage.stage, stage.name, stage.key])
            }
        }
    }

    package func addRound(_ number: Int, _ state: MachineState, to run: Int64, at time: Date) throws(ResultsError) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO round (run, number, begun, load, stolen) VALUES (?, ?, ?, ?, ?)",
                arguments: [run, number, time, state.load, state.stolen])
        }
    }

    /// Writes what one process gave, all of it or nothing.
    ///
    /// - Throws: Also where the stage was measured in that round before: nothing is counted twice.
    package func add(
        _ measurement: StageMeasurement, begun: Date, took duration: Duration, to run: Int64
    ) throws(ResultsError) {
        try write { try Self.add(measurement, begun: begun, took: duration, to: run, $0) }
    }

    package static func add(
        _ measurement: StageMeasurement, begun: Date, took duration: Duration, to run: Int64, _ database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO measurement (run, stage, round, begun, seconds, node) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                run, measurement.stage, measurement.round, begun, duration / .seconds(1), measurement.node,
            ])
        let id = database.lastInsertedRowID
        for (position, sample) in measurement.output.samples.enumerated() {
            let metric = try Self.id(of: sample.metric, database)
            try database.execute(
                sql: "INSERT INTO sample (measurement, position, metric, value) VALUES (?, ?, ?, ?)",
                arguments: [id, position, metric, sample.value])
        }
        for (name, value) in measurement.output.conditions {
            try database.execute(
                sql: "INSERT OR REPLACE INTO condition (run, name, value) VALUES (?, ?, ?)",
                arguments: [run, name, try CanonicalJSON.text(of: value)])
        }
    }

    package static func add(build: RunStage, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO build (key, tree, flags) VALUES (?, ?, ?)",
            arguments: [build.key, build.tree, build.flags.joined(separator: " ")])
    }

    static func id(of environment: MeasuringEnvironment, _ database: Database) throws -> Int64 {
        let host = environment.host
        let values: StatementArguments = [
            host.name, host.cpuModel, host.cpus, host.kernel, environment.toolchain, environment.governor,
            environment.isVirtual,
        ]
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO environment (host, cpuModel, cpus, kernel, toolchain, governor, isVirtual)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, arguments: values)
        return try Int64.fetchOne(
            database,
            sql: """
                SELECT id FROM environment WHERE host = ? AND cpuModel = ? AND cpus = ? AND kernel = ? AND toolchain = ?
                AND governor = ? AND isVirtual = ?
                """, arguments: values)!
    }

    private static func id(of metric: Metric, _ database: Database) throws -> Int64 {
        let values: StatementArguments = [
            metric.name, try CanonicalJSON.text(of: metric.parameters.values), metric.unit, metric.better.rawValue,
        ]
        try database.execute(
            sql: "INSERT OR IGNORE INTO metric (name, parameters, unit, better) VALUES (?, ?, ?, ?)", arguments: values)
        return try Int64.fetchOne(
            database, sql: "SELECT id FROM metric WHERE name = ? AND parameters = ? AND unit = ? AND better = ?",
            arguments: values)!
    }
}

/// Equal values have one text.
enum CanonicalJSON {
    package static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    package static func value<Value: Decodable>(_ type: Value.Type, of text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
