import Foundation
import PatchModel

/// Runs, as the database has them.
extension Workbench {
    func results() throws(WorkbenchError) -> ResultsDatabase {
        if let openResults { return openResults }
        let opened = try ResultsDatabase(plan.results)
        openResults = opened
        return opened
    }

    /// Begins a run, or takes one up again.
    func openRun(_ request: BenchRequest) async throws -> OpenRun {
        guard let command = seriesPlan.bench else { throw WorkbenchError.noCommand("bench", series: seriesPlan.name) }
        let environment = MeasuringEnvironment.current(toolchain: try await toolchain())
        switch request {
        case .new(let stages, let rounds, let seed):
            let record = RunRecord(
                series: seriesPlan.name, command: command.text, rounds: rounds, seed: seed, stages: stages,
                environment: environment, pin: try pin())
            return OpenRun(
                id: try results().begin(record), stages: stages, schedule: Schedule(seed: seed, rounds: rounds))
        case .resume(let rounds): return try resume(rounds: rounds, command.text, environment)
        }
    }

    private func resume(rounds: Int?, _ command: String, _ environment: MeasuringEnvironment) throws -> OpenRun {
        guard let run = try results().unfinishedRun(of: seriesPlan.name) else {
            throw WorkbenchError.noUnfinishedRun(series: seriesPlan.name)
        }
        func refuse(_ obstacle: ResumeObstacle) -> WorkbenchError { .cannotResume(run: Int(run.id), obstacle) }
        guard run.record.command == command else { throw refuse(.command) }
        guard run.record.environment == environment else { throw refuse(.environment) }
        guard run.record.pin == (try pin()) else { throw refuse(.pinning(run.record.pin)) }
        if let gone = run.record.stages.first(where: { $0 > series.top }) { throw refuse(.stage(gone)) }
        if let rounds { try results().setRounds(rounds, of: run.id) }
        return OpenRun(
            id: run.id, stages: run.record.stages,
            schedule: Schedule(seed: run.record.seed, rounds: rounds ?? run.record.rounds),
            known: try results().measurements(of: run.id))
    }

    private func pin() throws(WorkbenchError) -> String { try pinnedCPUs()?.description ?? "" }

    /// Writes down which builds the run measures.
    ///
    /// - Throws: `WorkbenchError.cannotResume` where it measured another build of a stage before.
    func addStages(_ ready: [BuiltStage], to run: OpenRun) throws(WorkbenchError) {
        let database = try results()
        let before = Dictionary(uniqueKeysWithValues: try database.stages(of: run.id).map { ($0.stage, $0.key) })
        let stages = ready.map(runStage)
        for stage in stages {
            if let key = before[stage.stage], key != stage.key {
                throw .cannotResume(run: Int(run.id), .stage(stage.stage))
            }
        }
        try database.add(stages, to: run.id)
    }

    func runStage(_ built: BuiltStage) -> RunStage {
        let number = built.stage.number
        let name = label(number).patch?.text ?? "base"
        let left = number.without.compactMap { label(StageNumber($0)).patch?.text }
        return RunStage(
            stage: number, name: left.isEmpty ? name : "\(name) without \(left.joined(separator: ", "))",
            key: built.key.digest, tree: built.stage.tree.description,
            flags: series.features(at: number).map(\.text))
    }
}

extension Plan {
    /// What was measured and tested, of all series.
    var results: URL { stateDirectory.appending(path: ResultsDatabase.fileName, directoryHint: .notDirectory) }
}
