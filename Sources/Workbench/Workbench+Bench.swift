import Foundation
import PatchModel

extension Workbench {
    /// Builds stages and measures them in rounds. Every sample is in the database as soon as it is measured.
    ///
    /// A stage that cannot be made, built or measured is reported, and the others go on. Interrupted, the report holds
    /// what was measured until then.
    /// - Parameter rebuilds: How many times each stage is built; rounds go through the builds in turn.
    public func bench(_ request: BenchRequest, rebuilds: Int = 1) async throws -> BenchReport {
        try await bench(try await openRun(request, rebuilds: rebuilds), rebuilds, without: [])
    }

    /// - Parameter problems: Of stages that are known not to build; they are not tried again.
    func bench(_ run: OpenRun, _ rebuilds: Int, without problems: [StageProblem]) async throws -> BenchReport {
        let circumstances = BenchReport.Circumstances(
            command: seriesPlan.bench!.text, rounds: run.schedule.rounds, seed: run.schedule.seed, rebuilds: rebuilds,
            host: .current(), toolchain: try await toolchainName(), pinned: try pinnedCPUs())
        var report = BenchReport(
            series: seriesPlan.name, stages: run.stages.map(label), problems: problems, circumstances: circumstances)
        let able = run.stages.filter { number in !problems.contains { $0.stage == number } }
        try await keepingApplied {
            let ready = try await buildAll(able, rebuilds, &report)
            guard !Task.isCancelled, !ready.isEmpty else { return }
            try addStages(ready, to: run.id)
            try await measure(ready, run, &report)
        }
        report.wasInterrupted = Task.isCancelled
        if !report.wasInterrupted, !report.circumstances.isSpent { try results().end(run.id) }
        return report
    }

    private func buildAll(
        _ numbers: [StageNumber], _ rebuilds: Int, _ report: inout BenchReport
    ) async throws -> [BuiltStage] {
        var ready: [BuiltStage] = []
        for (index, number) in numbers.enumerated() {
            if Task.isCancelled { break }
            switch try await build(number, times: rebuilds, Progress(done: index, total: numbers.count)) {
            case .ready(let built, _, _): ready.append(built)
            case .problem(let problem): report.problems.append(problem)
            case .interrupted: break
            }
        }
        return ready
    }

    private func measure(_ ready: [BuiltStage], _ run: OpenRun, _ report: inout BenchReport) async throws {
        let stages = Dictionary(uniqueKeysWithValues: ready.map { ($0.stage.number, $0) })
        let start = ContinuousClock.now
        let database = try results()
        let rounds = BenchRounds(stages: ready.map(\.stage.number), schedule: run.schedule)
        var writer = RunWriter(database, run: run.id)
        let isSpent = { run.budget.map { ContinuousClock.now - start >= $0 } ?? false }
        let outcome = try await rounds.run(known: run.known, isSpent: isSpent) { number, place in
            try await writer.write(number, round: place.round) {
                let progress = Progress(done: place.done, total: place.total, since: start)
                return try await self.sample(stages[number]!, round: place.round, progress)
            }
        }
        for number in rounds.stages {
            report.measurements += outcome.samples[number]?.measurements(of: number) ?? []
            if let cause = outcome.problems[number] {
                report.problems.append(StageProblem(stage: number, cause: cause))
            }
        }
        report.circumstances.isSpent = outcome.isSpent
        report.circumstances.completeRounds = outcome.completeRounds
        report.caveats = caveats(of: report)
        report.circumstances.conditions = try database.conditions(of: run.id)
    }

    /// The CPUs that samples run on, the same for all of a command; nil: all that there are.
    func pinnedCPUs() throws(WorkbenchError) -> CPUSet? {
        if let chosenCPUs { return chosenCPUs }
        chosenCPUs = try (seriesPlan.bench?.pinning ?? .none).cpus()
        return chosenCPUs
    }

    /// One run of a stage's benchmark; nil when interrupted.
    /// - Parameter isFresh: The stage was built just now.
    func sample(
        _ built: BuiltStage, round: Int?, _ progress: Progress, isFresh: Bool = false
    ) async throws -> Result<BenchOutput, StageProblem.Cause>? {
        let activity = Activity(verb: .bench, stage: label(built.stage.number), round: round)
        let copy = built.copy(in: round)
        if seriesPlan.keep.isEmpty, !isFresh,
            progress.done > 0 || copy != built.folders.count || applied.tree != built.stage.tree
        {
            // Nothing is kept, so the work tree is brought back to what it was when the stage was built.
            if case .problem(let problem) = try await build(built.stage.number, copy: copy, progress) {
                return .failure(problem.cause)
            }
        }
        announce(.began(activity, progress))
        let folder = try sampleFolder(of: built.folders[copy - 1])
        defer { removeSampleFolder() }
        let log = layout.log("bench", built.stage.number, "out")
        let clock = ContinuousClock.now
        let results = BenchResults(command: seriesPlan.bench!, folder: folder, log: log)
        try results.clear()
        let before = CPUTimes.current()
        let measured = try await runner.measure(
            ShellCommand(
                text: seriesPlan.bench!.text, directory: folder, environment: environment(of: built, round: round),
                limit: seriesPlan.limits.bench, output: log, errors: layout.log("bench", built.stage.number, "err"),
                cpus: try pinnedCPUs()))
        watch.add(from: before, to: .current())
        guard !Task.isCancelled else {
            announce(.ended(activity, .interrupted))
            return nil
        }
        let outcome = measured.outcome
        let answer =
            outcome.isSuccess ? results.read(measured.usage) : .failure(.bench(.command(outcome), log: log))
        switch answer {
        case .success: announce(.ended(activity, .done(ContinuousClock.now - clock)))
        case .failure: announce(.ended(activity, .failed))
        }
        return answer
    }
}
