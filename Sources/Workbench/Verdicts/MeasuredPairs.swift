import Foundation
import PatchModel

/// What comparing pairs of stages gave, and what it was measured with.
struct MeasuredPairs: Sendable {
    var samples = RoundSamples()
    /// Without the warm-up.
    var rounds = 0
    var problems: [StageProblem] = []
    var conditions: [String: Parameters.Value] = [:]
    /// Those whose stages could both be built.
    var pairs: [StagePair] = []
    /// Earlier runs of the same; nil where none were to be taken over.
    var reused: [ReusedRun]?
}

extension Workbench {
    /// Builds the stages of the pairs and measures them until nothing is `unsettled`, or as the options say. Every sample is
    /// in the database as soon as it is measured.
    ///
    /// - Throws: `WorkbenchError.nothingToResume`, `.cannotResume`.
    func measure(
        _ pairs: [StagePair], for verb: RunVerb, _ options: ComparisonOptions,
        unsettled: (RoundSamples) -> [StagePair]
    ) async throws -> MeasuredPairs {
        guard let command = seriesPlan.bench?.text else {
            throw WorkbenchError.noCommand("bench", series: seriesPlan.name)
        }
        var measured = MeasuredPairs()
        let stages = Set(pairs.flatMap { [$0.before, $0.after] }).sorted()
        let run = try await openRun(
            RunPurpose(verb: verb, question: pairs.map { "\($0.before)..\($0.after)" }.joined(separator: " ")),
            of: command, stages, options)
        try await keepingApplied {
            var ready: [StageNumber: BuiltStage] = [:]
            for (index, number) in stages.enumerated() where !Task.isCancelled {
                switch try await build(number, times: options.rebuilds, Progress(done: index, total: stages.count)) {
                case .ready(let built, _, _): ready[number] = built
                case .problem(let problem): measured.problems.append(problem)
                case .interrupted: break
                }
            }
            measured.pairs = pairs.filter { ready[$0.before] != nil && ready[$0.after] != nil }
            guard !Task.isCancelled, !measured.pairs.isEmpty else { return }
            try addStages(ready.values.sorted { $0.stage.number < $1.stage.number }, to: run.stored.id)
            let earlier = options.reuses ? try earlierRuns(than: run.stored, Array(ready.values)) : EarlierRuns()
            let start = ContinuousClock.now
            var writer = RunWriter(try results(), run: run.stored.id)
            let outcome = try await AdaptiveRounds(pairs: measured.pairs, options: run.options).run(
                known: run.known, unsettled: { unsettled(earlier.joined(to: $0)) },
                isSpent: { ContinuousClock.now - start >= $0 },
                measure: { number, place in
                    try await writer.write(number, round: place.round) {
                        let progress = Progress(done: place.done, total: place.total, since: start)
                        return try await self.sample(ready[number]!, round: place.round, progress)
                    }
                })
            if outcome.isOver {
                try results().setRounds(outcome.rounds, of: run.stored.id)
                try results().end(run.stored.id)
            }
            measured.samples = earlier.joined(to: outcome.samples)
            measured.reused = options.reuses ? earlier.reused(with: outcome.samples) : nil
            measured.rounds = outcome.rounds
            measured.conditions = outcome.conditions
            measured.problems += outcome.problems.map { StageProblem(stage: $0, cause: $1) }
            measured.problems.sort { $0.stage < $1.stage }
        }
        return measured
    }

    private func openRun(
        _ purpose: RunPurpose, of command: String, _ stages: [StageNumber], _ options: ComparisonOptions
    ) async throws -> (stored: StoredRun, options: ComparisonOptions, known: [StoredMeasurement]) {
        guard options.resumes else {
            let rounds: Int? = if case .rounds(let count) = options.length { count } else { nil }
            let record = try await record(
                purpose, of: command, stages, rounds: rounds, seed: options.seed, rebuilds: options.rebuilds)
            let now = Date()
            return (StoredRun(id: try results().begin(record, at: now), record: record, begun: now), options, [])
        }
        guard let run = try await unfinishedRun(purpose, of: command, rebuilds: options.rebuilds) else {
            throw WorkbenchError.nothingToResume
        }
        var options = options
        options.seed = run.record.seed
        if let rounds = run.record.rounds { options.length = .rounds(rounds) }
        return (run, options, try results().measurements(of: run.id))
    }
}
