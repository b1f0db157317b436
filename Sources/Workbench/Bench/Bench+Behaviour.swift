import Files
import Foundation
import Judging
import Machine
import Outputs
import PatchModel

/// `Claim: same-behaviour`: what the plan's trace command prints is the same on the stage before and on this one.
extension Bench {
    static let sameBehaviour = "same-behaviour"
    static let traces = "trace"

    func claimsSameBehaviour(_ number: StageID) -> Bool {
        series.patch(of: number)?.claims.contains(Self.sameBehaviour) ?? false
    }

    /// Nil where the plan has no trace command, or when interrupted.
    func compareBehaviour(of built: BuiltStage) async throws -> TestResult? {
        guard seriesPlan.trace != nil, let before = built.stage.number.previous else { return nil }
        var result = TestResult(name: Self.sameBehaviour, outcome: .fail)
        switch try await compareTraces(StagePair(before: before, after: built.stage.number)) {
        case .success(nil): result.outcome = .pass
        case .success(let difference?): result.message = difference.message(since: before)
        case .failure(let problem): result.message = problem.message
        }
        return Task.isCancelled ? nil : result
    }

    /// Builds both stages and compares what the plan's trace command, which must be there, prints for them.
    /// - Returns: Nil where they do the same.
    func compareTraces(_ pair: StagePair) async throws -> Result<TraceDifference?, TraceProblem> {
        var texts: [String] = []
        for number in [pair.before, pair.after] {
            let progress = Progress(done: texts.count, total: 2)
            guard case .ready(let built, _, _) = try await build(number, progress) else {
                return .failure(.notBuilt(number))
            }
            switch try await trace(of: built) {
            case .success(let text): texts.append(text)
            case .failure(let problem): return .failure(problem)
            }
        }
        return .success(TraceDifference(texts[0], texts[1]))
    }

    /// What the trace command prints for a build; a build is traced once.
    func trace(of built: BuiltStage) async throws -> Result<String, TraceProblem> {
        let record = layout.record(built.key, Self.traces)
        let command = seriesPlan.trace!
        let header = command + "\n"
        if let known = try? String(contentsOf: record, encoding: .utf8), known.hasPrefix(header) {
            return .success(String(known.dropFirst(header.count)))
        }
        announce(.began(Activity(verb: .trace, stage: label(built.stage.number)), Progress(done: 0, total: 1)))
        let output = layout.log("trace", built.stage.number, "out")
        let errors = layout.log("trace", built.stage.number, "err")
        let outcome = try await runner.run(
            ShellCommand(
                text: command, directory: built.folder, environment: environment(of: built.stage),
                limit: seriesPlan.limits.test, output: output, errors: errors))
        guard outcome.isSuccess else {
            return .failure(.failed(built.stage.number, ending: outcome.phrase, log: errors.path))
        }
        let text = LogFile(output).text
        try FileManager.default.createDirectory(
            at: record.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileWriter.put((header + text).utf8, at: record.path)
        return .success(text)
    }
}

/// The messages of the test that compares behaviour, which stand beside those that tests print themselves.
extension TraceDifference {
    fileprivate func message(since stage: StageID) -> String {
        func quoted(_ line: String?) -> String { line.map { "\u{201C}\($0)\u{201D}" } ?? "nothing" }
        return "differs from stage \(stage): line \(line) was \(quoted(before)) and is \(quoted(after))"
    }
}

extension TraceProblem {
    fileprivate var message: String {
        switch self {
        case .notBuilt(let stage): "stage \(stage) cannot be built"
        case .failed(let stage, let ending, let log):
            "the trace command failed on stage \(stage): \(ending); log: \(log)"
        }
    }
}
