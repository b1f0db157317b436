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
}

extension Workbench {
    /// Builds the stages of the pairs and measures them until nothing is `unsettled`, or as the options say.
    func measure(
        _ pairs: [StagePair], _ options: ComparisonOptions, unsettled: (RoundSamples) -> [StagePair]
    ) async throws -> MeasuredPairs {
        guard seriesPlan.bench != nil else { throw WorkbenchError.noCommand("bench", series: seriesPlan.name) }
        var measured = MeasuredPairs()
        try await keepingApplied {
            let stages = Set(pairs.flatMap { [$0.before, $0.after] }).sorted()
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
            let start = ContinuousClock.now
            let outcome = try await AdaptiveRounds(pairs: measured.pairs, options: options).run(
                unsettled: unsettled, isSpent: { ContinuousClock.now - start >= $0 },
                measure: { number, place in
                    let progress = Progress(done: place.done, total: place.total, since: start)
                    return try await self.sample(ready[number]!, round: place.round, progress)
                })
            measured.samples = outcome.samples
            measured.rounds = outcome.rounds
            measured.conditions = outcome.conditions
            measured.problems += outcome.problems.map { StageProblem(stage: $0, cause: $1) }
            measured.problems.sort { $0.stage < $1.stage }
        }
        return measured
    }
}
