import Foundation
import Judging
import Outputs
import PatchModel
import Results

/// What comparing pairs of stages gave, and what it was measured with.
struct MeasuredPairs: Sendable {
    var samples = RoundSamples()
    /// In the database.
    var run: Int64?
    /// Without the warm-up.
    var rounds = 0
    var problems: [StageProblem] = []
    var conditions: [String: Parameters.Value] = [:]
    var stageConditions: [StageID: [String: Parameters.Value]] = [:]
    /// Those whose stages could both be built.
    var pairs: [StagePair] = []
    /// Earlier runs of the same; nil where none were to be taken over.
    var reused: [ReusedRun]?
}

extension Bench {
    /// Builds the stages of the pairs and measures them until nothing is `unsettled`, or as the options say. Every
    /// sample is in the database as soon as it is measured.
    ///
    /// - Parameter wanted: Metrics that are to be judged.
    /// - Throws: `BenchError.nothingToResume`, `.cannotResume`; `JudgingError.notOneMetric`.
    func measure(
        _ pairs: [StagePair], for verb: RunVerb, _ options: ComparisonOptions, wanted: [MetricPattern],
        unsettled: @escaping @Sendable (RoundSamples) -> [StagePair]
    ) async throws -> MeasuredPairs {
        let numbers = Set(pairs.flatMap { [$0.before, $0.after] }).sorted()
        let run = try await openRun(pairs, for: verb, numbers, options)
        var measured = MeasuredPairs()
        measured.run = run.stored.id
        try await keepingWorkTree(takesEdits: verb == .compare) {
            buildsEachRound = options.rebuilds == ComparisonOptions.eachRound
            buildTime = .zero
            let (ready, problems) = try await buildAll(numbers, times: options.rebuilds)
            measured.problems = problems
            let able = Set(ready.map(\.stage.number))
            measured.pairs = pairs.filter { able.contains($0.before) && able.contains($0.after) }
            guard !Task.isCancelled, !measured.pairs.isEmpty else { return }
            try addStages(ready, to: run.stored.id)
            let earlier = options.reuses ? try earlierRuns(than: run.stored, ready) : EarlierRuns()
            counting.take(run.known)
            let plan = RoundsPlan(pairs: measured.pairs, run.options, isShared: try nodes() != nil)
            var rounds = Rounds(plan, known: run.known) { samples in
                unsettled(earlier.joined(to: samples)).map { [$0.before, $0.after] }
            }
            let failures = try await measure(
                ready, in: &rounds, of: run.stored.id, rebuilds: options.rebuilds, wanted: wanted)
            if rounds.step == .done(.complete) {
                try results().setRounds(rounds.completeRounds, of: run.stored.id)
                try results().end(run.stored.id, at: clock.date)
            }
            let silent = silentStages(rounds.samples)
            let conflicts = rounds.samples.conflicts.map { StageProblem(stage: $0, cause: .incomparable($1)) }
            measured.samples = earlier.joined(to: rounds.samples.without(silent.map(\.stage)))
            for problem in failures { measured.samples.note(problem.missing, of: problem.stage) }
            measured.reused = options.reuses ? earlier.reused(with: rounds.samples) : nil
            measured.rounds = rounds.completeRounds
            (measured.conditions, measured.stageConditions) = (rounds.conditions, rounds.stageConditions)
            measured.problems = (problems + failures + silent + conflicts).sorted { $0.stage < $1.stage }
        }
        return measured
    }

    private func openRun(
        _ pairs: [StagePair], for verb: RunVerb, _ numbers: [StageID], _ options: ComparisonOptions
    ) async throws -> (stored: StoredRun, options: ComparisonOptions, known: [StageMeasurement]) {
        let command = try require(seriesPlan.bench, "bench").text
        try await prepareCounting(alone: options.judgesCountsAlone)
        let question = RunQuestion(
            verb: verb, pairs: pairs.map { RunQuestion.Pair(before: $0.before, after: $0.after) })
        guard options.resumes else {
            let rounds: Int? = if case .rounds(let count) = options.length { count } else { nil }
            let record = try await record(
                question, of: command, numbers, rounds: rounds, seed: options.seed, rebuilds: options.rebuilds)
            return (try begin(record), options, [])
        }
        guard let run = try await unfinishedRun(question, of: command, rebuilds: options.rebuilds) else {
            throw BenchError.nothingToResume
        }
        var options = options
        options.seed = run.record.seed
        if let rounds = run.record.rounds { options.length = .rounds(rounds) }
        try await takeLeftovers(of: run.id)
        return (run, options, try measurements(of: run.id))
    }
}
