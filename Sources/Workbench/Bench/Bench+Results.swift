import Foundation
import Input
import Judging
import PatchModel
import Results

/// Runs, as the database has them.
extension Bench {
    func results() throws(ResultsError) -> ResultsDatabase {
        if let openResults { return openResults }
        let opened = try ResultsDatabase(plan.results)
        openResults = opened
        return opened
    }

    /// Begins a run of the bench command, or takes one up again.
    func openRun(_ request: BenchRequest, rebuilds: Int) async throws -> OpenRun {
        let command = try require(seriesPlan.bench, "bench").text
        try await prepareCounting()
        switch request {
        case .new(let stages, let rounds, let seed, let budget):
            let record = try await record(
                RunQuestion(), of: command, stages, rounds: rounds, seed: seed, rebuilds: rebuilds)
            return OpenRun(stored: try begin(record), rounds: rounds, seed: seed, budget: budget)
        case .resume(let rounds, let budget):
            guard let run = try await unfinishedRun(RunQuestion(), of: command, rebuilds: rebuilds) else {
                throw BenchError.noUnfinishedRun(series: seriesPlan.name)
            }
            if let gone = run.record.stages.first(where: { $0.number > series.top }) {
                throw BenchError.cannotResume(run: Int(run.id), .stage(gone))
            }
            if let rounds { try results().setRounds(rounds, of: run.id) }
            try await takeLeftovers(of: run.id)
            return OpenRun(
                stored: run, rounds: rounds ?? run.record.rounds ?? 0, seed: run.record.seed, budget: budget,
                known: try measurements(of: run.id))
        }
    }

    /// Who measured a run, where that was not this machine, by name.
    func nodeShares(_ samples: RoundSamples, _ run: Int64) throws(ResultsError) -> [NodeShare] {
        let rounds = samples.nodeRounds
        guard !rounds.isEmpty else { return [] }
        return try results().nodes(of: run).compactMap { name, environment in
            rounds[name].map { NodeShare(name: name, rounds: $0, host: environment.host) }
        }.sorted { $0.name < $1.name }
    }

    func begin(_ record: RunRecord) throws(ResultsError) -> StoredRun {
        let now = clock.date
        return StoredRun(id: try results().begin(record, at: now), record: record, begun: now)
    }

    /// A run of this machine as it is set now.
    func record(
        _ question: RunQuestion, of command: String, _ stages: [StageID], rounds: Int? = nil, seed: UInt64 = 0,
        rebuilds: Int = 1
    ) async throws -> RunRecord {
        RunRecord(
            series: seriesPlan.name, question: question, command: command, rounds: rounds, seed: seed, stages: stages,
            environment: .current(toolchain: try await toolchain()), pin: try pinnedCPUs()?.description ?? "",
            rebuilds: rebuilds, counter: counting.counter?.rawValue ?? "")
    }

    /// The latest run for a question, where it is not over; nil where there is none.
    ///
    /// - Throws: `BenchError.cannotResume` where what would be measured now is not what was.
    func unfinishedRun(_ question: RunQuestion, of command: String, rebuilds: Int = 1) async throws -> StoredRun? {
        guard let run = try results().unfinishedRun(of: seriesPlan.name, question) else { return nil }
        let now = try await record(question, of: command, [])
        func refuse(_ obstacle: ResumeObstacle) -> BenchError { .cannotResume(run: Int(run.id), obstacle) }
        guard run.record.command == now.command else { throw refuse(.command) }
        guard run.record.environment == now.environment else { throw refuse(.environment) }
        guard run.record.rebuilds == rebuilds else { throw refuse(.rebuilds(run.record.rebuilds)) }
        guard run.record.counter == now.counter else { throw refuse(.counter(run.record.counter)) }
        guard run.record.pin == now.pin else { throw refuse(.pinning(run.record.pin)) }
        return run
    }

    /// Writes down which builds the run measures.
    ///
    /// - Throws: `BenchError.cannotResume` where it measured another build of a stage before.
    func addStages(_ ready: [BuiltStage], to run: Int64) throws {
        let database = try results()
        let before = Dictionary(try database.stages(of: run).map { ($0.stage, $0.key) }) { $1 }
        let stages = ready.map(runStage)
        for stage in stages {
            if let key = before[stage.stage], key != stage.key {
                throw BenchError.cannotResume(run: Int(run), .stage(stage.stage))
            }
        }
        try database.add(stages, to: run)
    }

    func runStage(_ built: BuiltStage) -> RunStage {
        RunStage(
            stage: built.stage.number, name: storedName(of: built.stage.number), key: built.key.digest,
            tree: built.stage.tree.description, flags: stages.features(at: built.stage.number).map(\.text))
    }

    /// What a stage is known by from one run to another: the names of its patch, or `base`, and of those left out.
    func storedName(of number: StageID) -> String {
        let name = label(number).patch?.text ?? "base"
        let missing = number.without.compactMap { label($0).patch?.text }
        let edits = label(number).hasEdits ? " " + StageLabel.edited : ""
        return (missing.isEmpty ? name : "\(name) without \(missing.joined(separator: ", "))") + edits
    }
}

extension Plan {
    /// What was measured and tested, of all series.
    public var results: URL { stateDirectory.appending(path: ResultsDatabase.fileName, directoryHint: .notDirectory) }
}
