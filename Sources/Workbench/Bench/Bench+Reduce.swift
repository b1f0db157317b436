import Foundation
import GitStore
import Judging
import Machine
import PatchModel
import Statistics

/// What a reduction is to find, and where it goes.
public struct ReductionRequest: Sendable {
    /// A test or a command.
    public var goal: SearchRequest.Goal
    /// Whether the hunks of what is left are looked at, too.
    public var looksAtHunks = true
    /// A new quilt folder for what is left.
    public var output: URL?

    public init(goal: SearchRequest.Goal) { self.goal = goal }
}

extension Bench {
    /// Looks for as few patches as still fail a command, then for as few hunks of them.
    ///
    /// What others need to apply stays with them. A stage is built when it is asked for; one that cannot be built or
    /// run is gone around. Afterwards the work tree holds what it held before.
    /// - Throws: `BenchError.noCommand`, `.noAnswer`; `StepError.notMade` where the series does not apply as a whole;
    ///   `WorkbenchError.outputTaken`.
    public func reduce(_ request: ReductionRequest) async throws -> ReductionReport {
        if let output = request.output, !FolderWriter.isFree(output) { throw WorkbenchError.outputTaken(output) }
        _ = try stages.stage(series.top)
        var search = ReductionSearch(
            stages, SearchRun(goal: request.goal, command: try command(for: request.goal), id: 0, start: .base))
        try await keepingWorkTree {
            try await reducePatches(&search)
            if request.looksAtHunks, search.answer == .reduced, !Task.isCancelled { try await reduceHunks(&search) }
        }
        if let output = request.output, search.answer == .reduced { try search.write(to: output) }
        return search.report(wasInterrupted: Task.isCancelled)
    }

    private func reducePatches(_ search: inout ReductionSearch) async throws {
        var reduction = search.patchReduction
        try await advance(&reduction, &search) { [search] in try search.stage(keeping: $0) }
        search.take(patches: reduction)
    }

    private func reduceHunks(_ search: inout ReductionSearch) async throws {
        var reduction = search.hunkReduction
        try await advance(&reduction, &search) { [search] in try search.stage(keepingHunks: $0) }
        search.take(hunks: reduction)
    }

    /// Tests what the reduction asks for until it is over or interrupted.
    private func advance(
        _ reduction: inout Reduction, _ search: inout ReductionSearch,
        stage: (Reduction.Parts) throws -> Stage?
    ) async throws {
        while case .test(let parts) = reduction.step, !Task.isCancelled {
            let progress = Progress(done: search.tests, total: search.tests + 1)
            guard let stage = try stage(parts) else {
                reduction.record(.untestable)
                continue
            }
            guard let verdict = try await test(stage, progress, &search) else { return }
            search.tests += 1
            reduction.record(verdict)
        }
    }

    /// Nil when interrupted.
    private func test(
        _ stage: Stage, _ progress: Progress, _ search: inout ReductionSearch
    ) async throws -> Reduction.Verdict? {
        switch try await build(stage, progress, inTree: search.run.goal.needsTree) {
        case .ready(let built, let isReused, _):
            if !isReused { search.run.builds += 1 }
            return switch try await read(built, progress, &search.run) {
            case .passed: .passes
            case .failed: .fails
            case .untestable, .metric: .untestable
            case nil: nil
            }
        case .problem: return .untestable
        case .interrupted: return nil
        }
    }
}
