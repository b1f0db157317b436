import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import Results

extension Bench {
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
            command: run.stored.record.command, rounds: run.rounds, seed: run.seed, rebuilds: rebuilds,
            host: .current(), toolchain: try await toolchainName(), pinned: try pinnedCPUs())
        var report = BenchReport(
            series: seriesPlan.name, stages: run.stages.map(label), problems: problems, circumstances: circumstances)
        let able = run.stages.filter { number in !problems.contains { $0.stage == number } }
        try await keepingWorkTree(takesEdits: true) {
            report.stages = run.stages.map(label)
            let (ready, problems) = try await buildAll(able, times: rebuilds)
            report.problems += problems
            guard !Task.isCancelled, !ready.isEmpty else { return }
            try addStages(ready, to: run.id)
            try await measure(ready, run, &report)
        }
        report.wasInterrupted = Task.isCancelled
        if !report.wasInterrupted, !report.circumstances.isSpent { try results().end(run.id, at: clock.date) }
        return report
    }

    private func measure(_ ready: [BuiltStage], _ run: OpenRun, _ report: inout BenchReport) async throws {
        var plan = RoundsPlan(
            groups: ready.map { [$0.stage.number] }, seed: run.seed, length: .rounds(run.rounds), budget: run.budget,
            builds: report.circumstances.rebuilds)
        plan.isShared = try nodes() != nil
        counting.take(run.known)
        var rounds = Rounds(plan, known: run.known)
        report.problems += try await measure(
            ready, in: &rounds, of: run.id, rebuilds: report.circumstances.rebuilds)
        let silent = silentStages(rounds.samples)
        report.problems += silent
        var told = rounds.samples.without(silent.map(\.stage))
        for problem in report.problems { told.note(problem.missing, of: problem.stage) }
        report.missing = told.missing(among: ready.map(\.stage.number))
        report.measurements = ready.flatMap { told.samples(of: $0.stage.number) }
        addEffects(of: told, to: &report)
        report.circumstances.isSpent = rounds.step == .done(.spent)
        report.circumstances.completeRounds = rounds.completeRounds
        report.circumstances.nodes = try nodeShares(told, run.id)
        report.caveats = caveats(of: report, told)
        report.circumstances.conditions = try results().conditions(of: run.id)
    }

    private func addEffects(of samples: RoundSamples, to report: inout BenchReport) {
        let measured = samples.stages
        guard let first = measured.first, let last = measured.last, measured.count > 1 else { return }
        let options = judging(
            ComparisonOptions(length: .rounds(report.circumstances.rounds), seed: report.circumstances.seed))
        let pairs = zip(measured, measured.dropFirst()).map { StagePair(before: $0, after: $1) }
        report.effects = Self.judge(pairs, samples, options)
        report.totals = pairs.count > 1 ? Self.judge([StagePair(before: first, after: last)], samples, options) : []
    }

    /// Measures what the rounds ask for, until they are done or the task is cancelled. Every sample is in the database
    /// before the next is measured.
    /// - Parameter wanted: Metrics that are to be judged.
    /// - Returns: Why stages gave no sample.
    /// - Throws: `JudgingError.notOneMetric` as soon as every stage was measured and none has one of them.
    func measure(
        _ ready: [BuiltStage], in rounds: inout Rounds, of run: Int64, rebuilds: Int, wanted: [MetricPattern] = []
    ) async throws -> [StageProblem] {
        if let nodes = try nodes() {
            return try await measure(ready, on: nodes, in: &rounds, of: run, rebuilds: rebuilds, wanted: wanted)
        }
        var missing = MissingPatterns(wanted)
        let built = Dictionary(uniqueKeysWithValues: ready.map { ($0.stage.number, $0) })
        var writer = RunWriter(try results(), run: run, clock: clock)
        return try await rounds.run(clock, without: { buildTime }) { number, place, elapsed in
            let progress = Progress(done: place.done, total: place.total, after: elapsed)
            try missing.check(at: place.round)
            let answer = try await writer.write(number, round: place.round) {
                try await sample(built[number]!, round: place.round, progress)
            }
            if case .success(let output) = answer { missing.see(output) }
            return answer
        }
    }

    /// The CPUs that samples run on, the same for all of a command; nil: all that there are.
    func pinnedCPUs() throws(MachineError) -> CPUSet? {
        if let chosenCPUs { return chosenCPUs }
        chosenCPUs = try seriesPlan.pinning.cpus()
        return chosenCPUs
    }

    /// One run of a stage's benchmark; nil when interrupted.
    /// - Parameters:
    ///   - isFresh: The stage was built just now.
    ///   - runner: Another one than that of the plan's commands.
    func sample(
        _ built: BuiltStage, round: Int?, _ progress: Progress, isFresh: Bool = false,
        runner: (any CommandRunning)? = nil
    ) async throws -> Result<BenchOutput, StageProblem.Cause>? {
        if buildsEachRound, let round, built.first != round + 1 {
            return try await sampleOwnBuild(of: built.stage.number, round: round, progress)
        }
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
        let start = clock.now
        let answer = try await runBench(built, copy, round, runner ?? self.runner)
        guard !Task.isCancelled else {
            announce(.ended(activity, .interrupted))
            return nil
        }
        switch answer {
        case .success: announce(.ended(activity, .done(clock.now - start)))
        case .failure: announce(.ended(activity, .failed))
        }
        return answer
    }

    /// The stage built for this round alone.
    private func sampleOwnBuild(
        of number: StageID, round: Int, _ progress: Progress
    ) async throws -> Result<BenchOutput, StageProblem.Cause>? {
        let start = clock.now
        let answer = try await build(number, copy: round + 1, progress)
        buildTime += clock.now - start
        switch answer {
        case .ready(var own, _, _):
            own.first = round + 1
            return try await sample(own, round: round, progress, isFresh: true)
        case .problem(let problem): return .failure(problem.cause)
        case .interrupted: return nil
        }
    }

    /// Measures the bench command, and counts what it executes, as far as each is wanted.
    private func runBench(
        _ built: BuiltStage, _ copy: Int, _ round: Int?, _ runner: any CommandRunning
    ) async throws -> Result<BenchOutput, StageProblem.Cause> {
        let timed = counting.isAlone ? .success(BenchOutput()) : try await time(built, copy, round, runner)
        guard case .success(let output) = timed, !Task.isCancelled, counting.wants(built.stage.number, in: round) else {
            return timed
        }
        return try await addCount(to: output, built)
    }

    /// Runs the bench command on files of its own, and reads what it left.
    private func time(
        _ built: BuiltStage, _ copy: Int, _ round: Int?, _ runner: any CommandRunning
    ) async throws -> Result<BenchOutput, StageProblem.Cause> {
        let command = try require(seriesPlan.bench, "bench")
        let folder = try sampleFolder(of: built.folders[copy - built.first])
        defer { removeSampleFolder() }
        let log = layout.log("bench", built.stage.number, "out")
        let results = BenchResults(command: command, folder: folder, log: log)
        try results.clear()
        let before = CPUTimes.current(at: clock.now)
        let measured = try await runner.measure(
            ShellCommand(
                text: command.text, directory: folder, environment: environment(of: built, round: round),
                limit: seriesPlan.limits.bench, output: log, errors: layout.log("bench", built.stage.number, "err"),
                cpus: try pinnedCPUs()))
        watch.add(from: before, to: .current(at: clock.now))
        guard measured.outcome.isSuccess else {
            // Where it says why is where it says anything.
            let errors = layout.log("bench", built.stage.number, "err")
            return .failure(.benchFailed(measured.outcome, log: LogFile(errors).lastLines(1).isEmpty ? log : errors))
        }
        return results.read(measured.usage).map(seriesPlan.directed)
    }

    /// Stages of which nothing but the command itself was measured, while others printed metrics: they were not
    /// measured.
    func silentStages(_ samples: RoundSamples) -> [StageProblem] {
        let silent = samples.stages.filter { CommandMetric.areAll(samples.samples(of: $0).map(\.metric)) }
        guard silent.count < samples.stages.count else { return [] }
        return silent.map { StageProblem(stage: $0, cause: .bench(.noMetric, log: layout.log("bench", $0, "out"))) }
    }
}
