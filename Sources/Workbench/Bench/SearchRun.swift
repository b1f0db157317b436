import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import Statistics

/// What a search makes on its way.
struct SearchRun {
    let goal: SearchRequest.Goal
    /// The command whose runs answer.
    let command: String
    /// Of the run in the database.
    let id: Int64
    /// The good end.
    let start: StageNumber
    var builds = 0
    /// Stages that cannot be measured.
    var cannot: Set<StageID> = []
    var problems: [StageProblem] = []
    var reader = SearchReader()
    /// What the bench command gave in the latest reading.
    var output: BenchOutput?

    /// From what was measured before the search was stopped.
    mutating func learnMetric(from measurements: [StageMeasurement]) throws {
        guard case .metric(let pattern) = goal else { return }
        for measurement in measurements where reader.metric == nil {
            _ = try reader.read(measurement.output, for: pattern)
        }
    }
}

extension Bench {
    /// Builds a stage where that is needed, and runs it once; nil when interrupted.
    func read(
        _ number: StageID, _ progress: Progress, _ run: inout SearchRun
    ) async throws -> Bisection.Reading? {
        let built: BuiltStage
        let needsTree = if case .command = run.goal { true } else { false }
        switch try await build(number, progress, inTree: needsTree) {
        case .ready(let stage, let isReused, _):
            built = stage
            if !isReused { run.builds += 1 }
        case .problem(let problem):
            run.problems.append(problem)
            return .untestable
        case .interrupted: return nil
        }
        try addStages([built], to: run.id)
        return try await read(built, progress, &run)
    }

    /// Runs a stage that is built once; nil when interrupted.
    func read(_ built: BuiltStage, _ progress: Progress, _ run: inout SearchRun) async throws -> Bisection.Reading? {
        switch run.goal {
        case .metric(let pattern): return try await readMetric(pattern, built, progress, &run)
        case .test(let name): return try await readTest(name, built, progress, &run)
        case .command: return try await readCommand(built, progress, run)
        }
    }

    private func readMetric(
        _ pattern: MetricPattern, _ built: BuiltStage, _ progress: Progress, _ run: inout SearchRun
    ) async throws -> Bisection.Reading? {
        switch try await sample(built, round: nil, progress, isFresh: true) {
        case .failure(let cause):
            run.problems.append(StageProblem(stage: built.stage.number, cause: cause))
            return .untestable
        case .success(let output):
            let reading = try run.reader.read(output, for: pattern)
            run.output = output
            return reading
        case nil: return nil
        }
    }

    private func readTest(
        _ name: String, _ built: BuiltStage, _ progress: Progress, _ run: inout SearchRun
    ) async throws -> Bisection.Reading? {
        let command = try require(seriesPlan.test, "test")
        let output = TestOutput(command: command, folder: built.folder, log: searchLog(built))
        try output.clear()
        let outcome = try await launch(run.command, built, ["PATCHBENCH_TEST": name], progress)
        guard outcome != .interrupted, !Task.isCancelled else { return nil }
        guard outcome != .exited(status: TestVerdict.cannotTest) else { return .untestable }
        return try run.reader.read(output.results(ended: outcome), for: name)
    }

    /// As `git bisect run` reads an exit status.
    private func readCommand(
        _ built: BuiltStage, _ progress: Progress, _ run: SearchRun
    ) async throws -> Bisection.Reading? {
        let outcome = try await launch(scriptPath(of: run.command), built, [:], progress)
        switch outcome {
        case .exited(0): return .passed
        case .exited(TestVerdict.cannotTest): return .untestable
        // At the good end that is no answer: the command is not there, or cannot be run.
        case .exited(126...127) where built.stage.number.number == run.start:
            throw BenchError.noAnswer(run.command, outcome, log: searchLog(built))
        case .exited(1...127): return .failed
        case .interrupted: return nil
        case .exited, .killed, .timedOut: throw BenchError.noAnswer(run.command, outcome, log: searchLog(built))
        }
    }

    /// A command runs in the stage's tree; a script that stands beside the plan, and not there, is meant all the same.
    private func scriptPath(of command: String) -> String {
        let word = command.prefix { !$0.isWhitespace }
        guard word.contains("/"), !word.hasPrefix("/"),
            word.allSatisfy({ $0.isLetter || $0.isNumber || "._-/+".contains($0) })
        else { return command }
        let inTree = layout.workTree.appending(path: String(word))
        let besidePlan = plan.directory.appending(path: String(word)).standardizedFileURL
        guard !inTree.exists, besidePlan.exists else { return command }
        return "'" + besidePlan.path.replacing("'", with: "'\\''") + "'" + command.dropFirst(word.count)
    }

    private func searchLog(_ built: BuiltStage) -> URL { layout.log("bisect", built.stage.number, "out") }

    private func launch(
        _ command: String, _ built: BuiltStage, _ added: [String: String], _ progress: Progress
    ) async throws -> CommandOutcome {
        announce(.began(Activity(verb: .test, stage: label(built.stage.number)), progress))
        return try await runner.run(
            ShellCommand(
                text: command, directory: built.folder,
                environment: environment(of: built.stage).merging(added) { $1 }, limit: seriesPlan.limits.test,
                output: searchLog(built), errors: layout.log("bisect", built.stage.number, "err")))
    }
}
