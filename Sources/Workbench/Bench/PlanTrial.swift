import Input
import Judging
import Outputs
import PatchModel

/// What came of trying a plan on the base: built, tested and measured once.
public struct PlanTrial: Sendable {
    /// How many patches the series has.
    public var patches: Int
    /// What of the base no stage has.
    public var baseNotes: [BaseNote]
    /// What keeps the base from being built or measured, and the series from being applied.
    public var problems: [StageProblem] = []
    /// How long the build took; nil where there is none.
    public var build: Duration?
    /// Each once.
    public var tests: [TestResult]?
    public var testing: Duration = .zero
    /// Nil where it was not measured.
    package var measured: BenchOutput?
    public var measuring: Duration = .zero
    public var wasInterrupted = false

    /// Whether the base is not built.
    public var lacksBuild: Bool { problems.contains { if case .build = $0.cause { true } else { false } } }

    /// Whether the bench alone cannot run.
    public var lacksBench: Bool { problems.contains { if case .bench = $0.cause { true } else { $0.isOfBench } } }

    /// Those of a plan that says none, raised for what took so long that another stage may take longer.
    public var limits: SeriesPlan.Limits {
        var limits = SeriesPlan.Limits()
        limits.build = max(limits.build, Self.limit(for: build ?? .zero))
        limits.test = max(limits.test, Self.limit(for: testing))
        limits.bench = max(limits.bench, Self.limit(for: measuring))
        return limits
    }

    /// Three times what was seen, in whole minutes.
    private static func limit(for taken: Duration) -> Duration {
        .seconds((3 * taken.components.seconds + 59) / 60 * 60)
    }
}

extension StageProblem {
    fileprivate var isOfBench: Bool { if case .benchFailed = cause { true } else { false } }
}

extension Bench {
    /// Builds the base, tests it and measures it once; no run is recorded.
    /// - Parameter testing: Whether the tests run.
    public func tryOut(testing: Bool = true) async throws -> PlanTrial {
        var trial = PlanTrial(patches: series.stages.count - 1, baseNotes: stages.base.notes)
        if case .failure(let problem) = try stages.made(series.top.id) {
            if case .notMade(let culprit) = problem.cause, case .failure(let first) = try stages.made(culprit) {
                trial.problems.append(first)
            } else {
                trial.problems.append(problem)
            }
        }
        let progress = Progress(done: 0, total: 1)
        try await keepingWorkTree {
            switch try await build(.base, progress) {
            case .ready(let built, _, let duration):
                trial.build = seriesPlan.build.isEmpty ? nil : duration
                try await tryOut(built, testing: testing, progress, &trial)
            case .problem(let problem): trial.problems.append(problem)
            case .interrupted: break
            }
        }
        trial.wasInterrupted = Task.isCancelled
        return trial
    }

    private func tryOut(
        _ built: BuiltStage, testing: Bool, _ progress: Progress, _ trial: inout PlanTrial
    ) async throws {
        if testing, seriesPlan.test != nil {
            let start = clock.now
            trial.tests = try await test(built, progress, reusing: false)?.tests
            trial.testing = clock.now - start
        }
        guard seriesPlan.bench != nil, !Task.isCancelled else { return }
        let start = clock.now
        let output = try await sample(built, round: nil, progress, isFresh: true)
        trial.measuring = clock.now - start
        switch output {
        case .success(let output): trial.measured = output
        case .failure(let cause): trial.problems.append(StageProblem(stage: .base, cause: cause))
        case nil: break
        }
    }
}
