import Foundation
import PatchModel

extension Workbench {
    /// Builds stages and measures them in rounds.
    ///
    /// - Parameters:
    ///   - rounds: Every round measures each stage once; at least 1.
    ///   - seed: The order within the rounds follows from it.
    ///
    /// A stage that cannot be made, built or measured is reported, and the others go on. Interrupted, the report holds
    /// what was measured until then.
    public func bench(_ numbers: [StageNumber], rounds: Int, seed: UInt64) async throws -> BenchReport {
        try await bench(numbers, rounds: rounds, seed: seed, without: [])
    }

    /// - Parameter problems: Of stages that are known not to build; they are not tried again.
    func bench(
        _ numbers: [StageNumber], rounds: Int, seed: UInt64, without problems: [StageProblem]
    ) async throws -> BenchReport {
        guard let command = seriesPlan.bench else {
            throw WorkbenchError.noCommand("bench", series: seriesPlan.name)
        }
        let known = try await toolchain()
        let circumstances = BenchReport.Circumstances(
            command: command, rounds: rounds, seed: seed, host: .current(),
            toolchain: known.split(whereSeparator: \.isNewline).first.map(String.init))
        var report = BenchReport(
            series: seriesPlan.name, stages: numbers.map(label), problems: problems, circumstances: circumstances)
        let able = numbers.filter { number in !problems.contains { $0.stage == number } }
        try await keepingApplied {
            let ready = try await buildAll(able, &report)
            guard !Task.isCancelled, !ready.isEmpty else { return }
            try await measure(ready, Schedule(seed: seed, rounds: rounds), &report)
        }
        report.wasInterrupted = Task.isCancelled
        return report
    }

    private func buildAll(_ numbers: [StageNumber], _ report: inout BenchReport) async throws -> [BuiltStage] {
        var ready: [BuiltStage] = []
        for (index, number) in numbers.enumerated() {
            if Task.isCancelled { break }
            switch try await build(number, Progress(done: index, total: numbers.count)) {
            case .ready(let built, _, _): ready.append(built)
            case .problem(let problem): report.problems.append(problem)
            case .interrupted: break
            }
        }
        return ready
    }

    private func measure(_ ready: [BuiltStage], _ schedule: Schedule, _ report: inout BenchReport) async throws {
        let stages = Dictionary(uniqueKeysWithValues: ready.map { ($0.stage.number, $0) })
        let start = ContinuousClock.now
        let rounds = BenchRounds(stages: ready.map(\.stage.number), schedule: schedule)
        let outcome = try await rounds.run { number, place in
            let progress = Progress(done: place.done, total: place.total, since: start)
            return try await self.sample(stages[number]!, round: place.round, progress)
        }
        for number in rounds.stages {
            report.measurements += outcome.samples[number]?.measurements(of: number) ?? []
            if let cause = outcome.problems[number] {
                report.problems.append(StageProblem(stage: number, cause: cause))
            }
        }
        report.circumstances.completeRounds = outcome.completeRounds
        report.circumstances.conditions = outcome.conditions
    }

    /// One run of a stage's benchmark; nil when interrupted.
    /// - Parameter isFresh: The stage was built just now.
    func sample(
        _ built: BuiltStage, round: Int?, _ progress: Progress, isFresh: Bool = false
    ) async throws -> Result<BenchOutput, StageProblem.Cause>? {
        let activity = Activity(verb: .bench, stage: label(built.stage.number), round: round)
        if seriesPlan.keep.isEmpty, !isFresh, progress.done > 0 || applied.number != built.stage.number {
            // Nothing is kept, so the work tree is brought back to what it was when the stage was built.
            if case .problem(let problem) = try await build(built.stage.number, progress) {
                return .failure(problem.cause)
            }
        }
        announce(.began(activity, progress))
        let log = layout.log("bench", built.stage.number, "out")
        let clock = ContinuousClock.now
        let outcome = try await runner.run(
            ShellCommand(
                text: seriesPlan.bench!, directory: built.folder, environment: environment(of: built.stage),
                limit: seriesPlan.limits.bench, output: log, errors: layout.log("bench", built.stage.number, "err")))
        guard !Task.isCancelled else {
            announce(.ended(activity, .interrupted))
            return nil
        }
        let answer = outcome.isSuccess ? BenchOutput.read(LogFile(log).text) : .failure(.command(outcome))
        switch answer {
        case .success: announce(.ended(activity, .done(ContinuousClock.now - clock)))
        case .failure: announce(.ended(activity, .failed))
        }
        return answer.mapError { .bench($0, log: log) }
    }
}
