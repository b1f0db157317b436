import Judging
import Outputs
import PatchModel
import Results

extension Bench {
    /// Asks the stages, the builds that are kept and the results; runs only the plan's toolchain command.
    public func facts(_ options: ComparisonOptions) async throws -> SeriesFacts {
        var facts = SeriesFacts(stages: series.stages.map { SeriesFacts.Stage(label: label($0)) }, claims: [])
        // What is kept of builds is known by what the toolchain prints; where that fails, nothing is known of them.
        if (try? await toolchain()) != nil {
            for index in facts.stages.indices {
                guard let stage = chain[facts.stages[index].label.number] else { continue }
                let key = try await buildKey(of: stage)
                facts.stages[index].isBuilt = store.folder(of: key) != nil
                facts.stages[index].tests = try knownTests(key)
            }
        }
        guard plan.results.exists else { return try withClaims(facts, options, nil) }
        let latest = try addEffects(to: &facts, judging(options))
        return try withClaims(facts, options, latest)
    }

    private func knownTests(_ key: BuildKey) throws -> [TestResult]? {
        guard plan.results.exists, let command = seriesPlan.test else { return nil }
        return try results().tests(of: key.digest, command: testCommands(command))
    }

    /// Runs that are looked at for effects.
    private static let mostRuns = 20

    /// - Returns: the latest run of which all stages are what they were, for claims to be held against.
    private func addEffects(to facts: inout SeriesFacts, _ options: ComparisonOptions) throws -> RunHistory.Run? {
        let runs = try RunHistory.read(plan.results, series: seriesPlan.name).runs.filter {
            $0.question.verb != .bisect && $0.stages.count > 1 && $0.measurements > 1
        }
        var whole: RunHistory.Run?
        for run in runs.suffix(Self.mostRuns).reversed() {
            let known = try results().stages(of: Int64(run.number))
            let stages = Set(known.filter { chain[$0.stage]?.tree.description == $0.tree }.map(\.stage))
            if stages.count == known.count { whole = whole ?? run }
            let missing = facts.stages.indices.dropFirst().filter { facts.stages[$0].effects.isEmpty }
            let pairs = missing.map { StagePair(before: StageID($0 - 1), after: StageID($0)) }
                .filter { stages.contains($0.before) && stages.contains($0.after) }
            guard !pairs.isEmpty else { continue }
            for effect in Self.judge(pairs, try measured(in: run).samples, options) {
                facts.stages[effect.pair.after.value].effects.append(effect)
            }
        }
        return whole
    }

    private func withClaims(
        _ facts: SeriesFacts, _ options: ComparisonOptions, _ run: RunHistory.Run?
    ) throws -> SeriesFacts {
        var facts = facts
        let tested = facts.stages.compactMap { stage in
            stage.tests.map { TestReport.StageResults(stage: stage.label.number, tests: $0, log: "") }
        }
        let tests = TestReport(series: seriesPlan.name, stages: facts.stages.map(\.label), results: tested)
        facts.claims = try claims(tests: tests, run: run, judging(options))
        return facts
    }
}
