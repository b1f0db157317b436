import Foundation
import PatchModel

/// `Claim: same-behaviour`: what the plan's trace command prints is the same on the stage before and on this one.
extension Workbench {
    static let sameBehaviour = "same-behaviour"

    func claimsSameBehaviour(_ number: StageNumber) -> Bool {
        series.patch(of: number)?.claims.contains(Self.sameBehaviour) ?? false
    }

    /// Nil where the plan has no trace command, or when interrupted.
    func compareBehaviour(of built: BuiltStage) async throws -> TestResult? {
        guard seriesPlan.trace != nil, let before = built.stage.number.previous else { return nil }
        var result = TestResult(name: Self.sameBehaviour, outcome: .fail)
        let after: String
        switch try await trace(of: built) {
        case .success(let text): after = text
        case .failure(let problem):
            result.message = "the trace command failed on this stage: \(problem.reason); log: \(problem.log.path)"
            return Task.isCancelled ? nil : result
        }
        guard case .ready(let earlier, _, _) = try await build(before, Progress(done: 0, total: 1)) else {
            result.message = "stage \(before), with which to compare, cannot be built"
            return Task.isCancelled ? nil : result
        }
        switch try await trace(of: earlier) {
        case .failure(let problem):
            result.message = "the trace command failed on stage \(before): \(problem.reason); log: \(problem.log.path)"
        case .success(after): result.outcome = .pass
        case .success(let text):
            result.message = "differs from stage \(before): \(Self.firstDifference(text, after))"
        }
        return Task.isCancelled ? nil : result
    }

    private struct TraceProblem: Error {
        let reason: String
        let log: URL
    }

    /// What the trace command prints for a build; a build is traced once.
    private func trace(of built: BuiltStage) async throws -> Result<String, TraceProblem> {
        let record = layout.record(built.key, "trace")
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
        guard outcome.isSuccess else { return .failure(TraceProblem(reason: outcome.phrase, log: errors)) }
        let text = LogFile(output).text
        try FileManager.default.createDirectory(
            at: record.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((header + text).utf8).write(to: record, options: .atomic)
        return .success(text)
    }

    /// The first line that is not the same, both ways.
    static func firstDifference(_ before: String, _ after: String) -> String {
        let old = before.split(separator: "\n", omittingEmptySubsequences: false)
        let new = after.split(separator: "\n", omittingEmptySubsequences: false)
        let index =
            zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        func line(_ lines: [Substring]) -> String {
            index < lines.count ? "\u{201C}\(lines[index])\u{201D}" : "nothing"
        }
        return "line \(index + 1) was \(line(old)) and is \(line(new))"
    }
}
