import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import Results
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
    /// Who ran stages.
    var nodes = NodeNumbers()
    /// What each of them has run, where they are other machines.
    var shares: [String: Int] = [:]

    /// From what was measured before the search was stopped.
    mutating func learnMetric(from measurements: [StageMeasurement]) throws {
        guard case .metric(let pattern) = goal else { return }
        for measurement in measurements where reader.metric == nil {
            _ = try reader.read(measurement.output, for: pattern)
        }
    }
}

/// What one run of a stage gave, before it is read.
enum SearchAnswer {
    case sample(BenchOutput)
    case results([TestResult])
    /// A command, or a test command that says that it cannot test the stage.
    case ended(CommandOutcome)
    case problem(StageProblem)
}

extension SearchRun {
    /// What a search learns from it.
    /// - Parameter log: Has what the run printed.
    /// - Throws: `BenchError.noAnswer`; `JudgingError`.
    mutating func read(_ answer: SearchAnswer, of stage: StageID, log: URL) throws -> Bisection.Reading {
        output = nil
        switch answer {
        case .problem(let problem):
            problems.append(problem)
            return .untestable
        case .sample(let sample):
            guard case .metric(let pattern) = goal else { preconditionFailure("a metric was asked for") }
            let reading = try reader.read(sample, for: pattern)
            output = sample
            return reading
        case .results(let results):
            guard case .test(let name) = goal else { preconditionFailure("a test was asked for") }
            return try reader.read(results, for: name)
        case .ended(let outcome): return try read(outcome, of: stage, log)
        }
    }

    /// As `git bisect run` reads an exit status.
    private func read(_ outcome: CommandOutcome, of stage: StageID, _ log: URL) throws -> Bisection.Reading {
        switch outcome {
        case .exited(0): return .passed
        case .exited(TestVerdict.cannotTest): return .untestable
        // At the good end that is no answer: the command is not there, or cannot be run.
        case .exited(126...127) where stage.number == start: throw BenchError.noAnswer(command, outcome, log: log)
        case .exited(1...127): return .failed
        case .interrupted, .exited, .killed, .timedOut: throw BenchError.noAnswer(command, outcome, log: log)
        }
    }
}

extension Bench {
    /// Builds a stage where that is needed, and runs it once; nil when interrupted.
    func read(
        _ number: StageID, _ progress: Progress, _ run: inout SearchRun
    ) async throws -> Bisection.Reading? {
        let built: BuiltStage
        switch try await build(number, progress, inTree: run.goal.needsTree) {
        case .ready(let stage, let isReused, _):
            built = stage
            if !isReused { run.builds += 1 }
        case .problem(let problem):
            return try run.read(.problem(problem), of: number, log: layout.log("build", number))
        case .interrupted: return nil
        }
        try addStages([built], to: run.id)
        return try await read(built, progress, &run)
    }

    /// Runs a stage that is built once; nil when interrupted.
    func read(_ built: BuiltStage, _ progress: Progress, _ run: inout SearchRun) async throws -> Bisection.Reading? {
        guard let answer = try await ask(run.goal, built, progress) else { return nil }
        return try run.read(answer, of: built.stage.number, log: searchLog(built.stage.number))
    }

    /// What such a run gives.
    func ask(_ goal: SearchRequest.Goal, _ built: BuiltStage, _ progress: Progress) async throws -> SearchAnswer? {
        switch goal {
        case .metric:
            return try await sample(built, round: nil, progress, isFresh: true).map { answer in
                switch answer {
                case .success(let output): .sample(output)
                case .failure(let cause): .problem(StageProblem(stage: built.stage.number, cause: cause))
                }
            }
        case .test(let name):
            let command = try require(seriesPlan.test, "test")
            let output = TestOutput(command: command, folder: built.folder, log: searchLog(built.stage.number))
            try output.clear()
            let outcome = try await launch(command.text, built, ["PATCHBENCH_TEST": name], progress)
            guard outcome != .interrupted, !Task.isCancelled else { return nil }
            guard outcome != .exited(status: TestVerdict.cannotTest) else { return .ended(outcome) }
            return .results(output.results(ended: outcome))
        case .command(let text):
            let outcome = try await launch(scriptPath(of: text), built, [:], progress)
            return outcome == .interrupted ? nil : .ended(outcome)
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

    func searchLog(_ stage: StageID) -> URL { layout.log("bisect", stage, "out") }

    private func launch(
        _ command: String, _ built: BuiltStage, _ added: [String: String], _ progress: Progress
    ) async throws -> CommandOutcome {
        announce(.began(Activity(verb: .test, stage: label(built.stage.number)), progress))
        return try await runner.run(
            ShellCommand(
                text: command, directory: built.folder,
                environment: environment(of: built.stage).merging(added) { $1 }, limit: seriesPlan.limits.test,
                output: searchLog(built.stage.number), errors: layout.log("bisect", built.stage.number, "err")))
    }
}
