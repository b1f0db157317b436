import Foundation
import GitStore
import PatchModel
import Statistics

extension Workbench {
    /// Looks for the patches that changed a metric or a test, with as few runs as it takes to be sure; a stage is built when
    /// it is asked for, and one that cannot be built or run is gone around.
    ///
    /// Every reading is in the database as soon as it is made, so that the search can be stopped at any moment and resumed.
    /// - Throws: `WorkbenchError.emptyRange`, `.noCommand`, `.nothingToResume`, `.cannotResume`, `.notOneMetric`,
    ///   `.noSuchTest`, `.noAnswer`.
    public func bisect(_ request: SearchRequest) async throws -> SearchReport {
        guard request.range.from < request.range.to else { throw WorkbenchError.emptyRange }
        try requireCommand(for: request.goal)
        var search = Bisection(
            stages: request.range.from.value...request.range.to.value,
            goal: request.goal.isMetric
                ? .metric(minimumEffect: request.minimumEffect) : .test(minimumEffect: request.minimumEffect),
            options: try await options(for: request))
        let id = try await openRun(request)
        var writer = RunWriter(try results(), run: id)
        let known = try results().readings(of: id)
        for entry in known { search.record(entry.reading, stage: entry.stage.value) }
        var readings = known.count
        var run = SearchRun()
        let start = ContinuousClock.now
        try await keepingApplied {
            while case .run(let number) = search.step, !Task.isCancelled, !request.isSpent(since: start) {
                let stage = StageNumber(number)
                run.output = nil
                readings += 1
                let reading = try await writer.write(stage, number: readings) {
                    try await read(stage, request.goal, search, id, &run).map { ($0, run.output) }
                }
                guard let reading else { return }
                search.record(reading, stage: number)
                announce(.learnt(label(stage), reading, SearchProgress(search)))
            }
        }
        switch search.step {
        case .finished(.change), .finished(.noChange): try results().end(id)
        case .finished(.undecided), .run: break
        }
        return report(request, search, run)
    }

    /// What a search made on its way.
    private struct SearchRun {
        var builds = 0
        var problems: [StageProblem] = []
        var metric: Metric?
        /// What the bench command gave in the latest reading.
        var output: BenchOutput?
        var tests: Set<String> = []
        /// Runs that did not have the test.
        var misses = 0
    }

    private func requireCommand(for goal: SearchRequest.Goal) throws {
        switch goal {
        case .metric where seriesPlan.bench == nil:
            throw WorkbenchError.noCommand("bench", series: seriesPlan.name)
        case .test where seriesPlan.test == nil:
            throw WorkbenchError.noCommand("test", series: seriesPlan.name)
        default: break
        }
    }

    private func options(for request: SearchRequest) async throws -> Bisection.Options {
        var options = Bisection.Options()
        options.confidence = request.confidence
        options.findsAll = request.findsAll
        options.maximumRuns = request.maximumRuns
        options.weights = request.weights.values(of: series, in: request.range)
        guard !seriesPlan.keep.isEmpty else { return options }
        for number in request.range.stages {
            if let stage = chain[number], store.folder(of: try await buildKey(of: stage)) != nil {
                options.built.insert(number.value)
            }
        }
        return options
    }

    /// Begins a run for the search, or takes up the one that asked the same.
    private func openRun(_ request: SearchRequest) async throws -> Int64 {
        let scope = request.findsAll ? "all changes" : "one change"
        let purpose = RunPurpose(
            verb: .bisect,
            question: "\(request.goal), \(scope) of at least \(request.minimumEffect) in \(request.range)")
        let command =
            switch request.goal {
            case .metric: seriesPlan.bench?.text ?? ""
            case .test: seriesPlan.test?.text ?? ""
            case .command(let command): command
            }
        guard request.resumes else {
            return try results().begin(try await record(purpose, of: command, request.range.stages))
        }
        guard let run = try await unfinishedRun(purpose, of: command) else { throw WorkbenchError.nothingToResume }
        return run.id
    }

    /// One run of a stage; nil when interrupted.
    private func read(
        _ number: StageNumber, _ goal: SearchRequest.Goal, _ search: Bisection, _ id: Int64, _ run: inout SearchRun
    ) async throws -> Bisection.Reading? {
        let progress = Progress(done: search.runs, total: search.runs + 1)
        let built: BuiltStage
        switch try await build(number, progress) {
        case .ready(let stage, let isReused, _):
            built = stage
            if !isReused { run.builds += 1 }
        case .problem(let problem):
            run.problems.append(problem)
            return .untestable
        case .interrupted: return nil
        }
        try addStages([built], to: id)
        switch goal {
        case .metric(let pattern): return try await readMetric(pattern, built, progress, &run)
        case .test(let name): return try await readTest(name, built, progress, &run)
        case .command(let command): return try await readCommand(command, built, progress)
        }
    }

    private func readMetric(
        _ pattern: MetricPattern, _ built: BuiltStage, _ progress: Progress, _ run: inout SearchRun
    ) async throws -> Bisection.Reading? {
        guard let answer = try await sample(built, round: nil, progress, isFresh: true) else {
            return nil
        }
        switch answer {
        case .failure(let cause):
            run.problems.append(StageProblem(stage: built.stage.number, cause: cause))
            return .untestable
        case .success(let output):
            let found = output.samples.filter { pattern.matches($0.metric) }
            guard found.count == 1 else {
                throw WorkbenchError.notOneMetric(pattern, among: output.samples.map(\.metric))
            }
            run.metric = found[0].metric
            run.output = output
            return .metric(found[0].value)
        }
    }

    private func readTest(
        _ name: String, _ built: BuiltStage, _ progress: Progress, _ run: inout SearchRun
    ) async throws -> Bisection.Reading? {
        var environment = environment(of: built.stage)
        environment["PATCHBENCH_TEST"] = name
        let command = seriesPlan.test!
        let output = TestOutput(command: command, folder: built.folder, log: bisectLog(built))
        try output.clear()
        let (outcome, _) = try await launch(command.text, built, .test, environment, progress)
        guard outcome != .interrupted, !Task.isCancelled else { return nil }
        guard outcome != .exited(status: TestVerdict.cannotTest) else { return .untestable }
        let results = output.results(ended: outcome)
        run.tests.formUnion(results.map(\.name))
        switch results.first(where: { $0.name == name })?.outcome {
        case .pass: return .passed
        case .fail, .crash, .timeout: return .failed
        case .skip: return .untestable
        case nil:
            // Not on the first stage, nor on another one.
            run.misses += 1
            if run.misses > 1, !run.tests.contains(name) {
                throw WorkbenchError.noSuchTest(name, known: run.tests.sorted())
            }
            return .untestable
        }
    }

    private func readCommand(
        _ command: String, _ built: BuiltStage, _ progress: Progress
    ) async throws -> Bisection.Reading? {
        let (outcome, log) = try await launch(command, built, .test, environment(of: built.stage), progress)
        switch outcome {
        case .exited(0): return .passed
        case .exited(TestVerdict.cannotTest): return .untestable
        case .exited(1...127): return .failed
        case .interrupted: return nil
        case .exited, .killed, .timedOut: throw WorkbenchError.noAnswer(command, outcome, log: log)
        }
    }

    private func bisectLog(_ built: BuiltStage) -> URL { layout.log("bisect", built.stage.number, "out") }

    private func launch(
        _ command: String, _ built: BuiltStage, _ verb: Activity.Verb, _ environment: [String: String],
        _ progress: Progress
    ) async throws -> (CommandOutcome, log: URL) {
        announce(.began(Activity(verb: verb, stage: label(built.stage.number)), progress))
        let log = bisectLog(built)
        let outcome = try await runner.run(
            ShellCommand(
                text: command, directory: built.folder, environment: environment, limit: seriesPlan.limits.test,
                output: log, errors: layout.log("bisect", built.stage.number, "err")))
        return (outcome, log)
    }

    private func report(_ request: SearchRequest, _ search: Bisection, _ run: SearchRun) -> SearchReport {
        let changes = search.changes.filter(request.counts)
        var answer: Bisection.Answer = if case .finished(let answer) = search.step { answer } else { .undecided }
        if answer == .change, changes.isEmpty { answer = .noChange }
        let probabilities = Dictionary(search.patchProbabilities.map { ($0.patch, $0.probability) }) { first, _ in first
        }
        let suspects = answer == .undecided ? search.suspects.map { ($0, probabilities[$0] ?? 0) } : []
        return SearchReport(
            series: seriesPlan.name, goal: request.goal.description, isMetric: request.goal.isMetric,
            minimumEffect: request.minimumEffect,
            metric: run.metric, stages: request.range.stages.map(label), changes: changes, answer: answer,
            suspects: suspects.map { (patch: $0.0, probability: $0.1) },
            noChangeProbability: search.noChangeProbability, measurements: search.runs, builds: run.builds,
            stagesMeasured: search.testedStages, untestable: run.problems, host: .current(),
            wasInterrupted: Task.isCancelled, isUnfinished: search.isUnfinished)
    }
}

extension Bisection {
    /// Whether it has a step to take.
    fileprivate var isUnfinished: Bool { if case .run = step { true } else { false } }
}
