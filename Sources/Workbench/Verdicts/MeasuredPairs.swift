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
            RunPurpose(verb: verb, question: Self.question(pairs, options)), of: command, stages, options)
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
            try addStages(ready.values.sorted { $0.stage.number < $1.stage.number }, to: run.id)
            let start = ContinuousClock.now
            var writer = RunWriter(try results(), run: run.id)
            let outcome = try await AdaptiveRounds(pairs: measured.pairs, options: run.options).run(
                known: run.known, unsettled: unsettled, isSpent: { ContinuousClock.now - start >= $0 },
                measure: { number, place in
                    try await writer.write(number, round: place.round) {
                        let progress = Progress(done: place.done, total: place.total, since: start)
                        return try await self.sample(ready[number]!, round: place.round, progress)
                    }
                })
            if outcome.isOver {
                try results().setRounds(outcome.rounds, of: run.id)
                try results().end(run.id)
            }
            measured.samples = outcome.samples
            measured.rounds = outcome.rounds
            measured.conditions = outcome.conditions
            measured.problems += outcome.problems.map { StageProblem(stage: $0, cause: $1) }
            measured.problems.sort { $0.stage < $1.stage }
        }
        return measured
    }

    private static func question(_ pairs: [StagePair], _ options: ComparisonOptions) -> String {
        let pairs = pairs.map { "\($0.before)..\($0.after)" }.joined(separator: " ")
        return options.rebuilds == 1 ? pairs : "\(pairs), \(options.rebuilds) builds"
    }

    private func openRun(
        _ purpose: RunPurpose, of command: String, _ stages: [StageNumber], _ options: ComparisonOptions
    ) async throws -> (id: Int64, options: ComparisonOptions, known: [StoredMeasurement]) {
        guard options.resumes else {
            let rounds: Int? = if case .rounds(let count) = options.length { count } else { nil }
            let record = try await record(purpose, of: command, stages, rounds: rounds, seed: options.seed)
            return (try results().begin(record), options, [])
        }
        guard let run = try await unfinishedRun(purpose, of: command) else { throw WorkbenchError.nothingToResume }
        var options = options
        options.seed = run.record.seed
        if let rounds = run.record.rounds { options.length = .rounds(rounds) }
        return (run.id, options, try results().measurements(of: run.id))
    }
}
