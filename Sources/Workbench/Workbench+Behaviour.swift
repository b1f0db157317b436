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
        switch try await compareTraces(StagePair(before: before, after: built.stage.number)) {
        case .same: result.outcome = .pass
        case .different(let difference): result.message = "differs from stage \(before): \(difference)"
        case .unknown(let reason): result.message = reason
        }
        return Task.isCancelled ? nil : result
    }

    /// Whether two stages do the same.
    enum TraceComparison {
        case same
        /// The first line that is not the same.
        case different(String)
        /// Why it cannot be said.
        case unknown(String)
    }

    /// Builds both stages and compares what the plan's trace command, which must be there, prints for them.
    func compareTraces(_ pair: StagePair) async throws -> TraceComparison {
        var texts: [String] = []
        for number in [pair.before, pair.after] {
            guard case .ready(let built, _, _) = try await build(number, Progress(done: texts.count, total: 2)) else {
                return .unknown("stage \(number) cannot be built")
            }
            switch try await trace(of: built) {
            case .success(let text): texts.append(text)
            case .failure(let problem):
                return .unknown(
                    "the trace command failed on stage \(number): \(problem.reason); log: \(problem.log.path)")
            }
        }
        return texts[0] == texts[1] ? .same : .different(Self.firstDifference(texts[0], texts[1]))
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
