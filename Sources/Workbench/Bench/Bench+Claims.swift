import Input
import Judging
import Machine
import Outputs
import PatchModel
import Statistics

extension Bench {
    /// Says of every claim of the series and of its patches whether it holds. Tests are taken from an earlier test of
    /// the very same build where there is one.
    /// - Throws: `WorkbenchError.badClaim`, `.noCommand` where a claim needs a command that the plan does not have.
    public func claims(options: ComparisonOptions) async throws -> ClaimsReport {
        let stated = try StatedClaim.all(of: series, seriesFile: seriesFile)
        var options = options
        options.usualMargin = seriesPlan.margin
        var report = ClaimsReport(
            series: seriesPlan.name, claims: [], patches: Set(stated.compactMap(\.patch)).sorted().map(label))
        let exploring = stated.contains { $0.scenario != nil } ? try running(seriesPlan.exploring()) : nil
        let tests = try await testOutcomes(for: stated, &report)
        let explored = try await exploring?.explorations(for: stated, &report) ?? [:]
        let behaviour = try await behaviours(for: stated)
        let effects = Task.isCancelled ? [:] : try await effects(for: stated, options, &report)
        report.claims = stated.map { claim in
            switch claim.claim {
            case .test(let name): finding(claim, test: name, tests)
            case .explored(let name): finding(claim, scenario: name, explored)
            case .sameBehaviour: behaviour[claim] ?? Self.notShown(claim, .notCompared)
            case .effect, .unchanged, .atMost: effects[claim] ?? Self.notShown(claim, .notMeasured)
            }
        }
        report.wasInterrupted = Task.isCancelled
        return report
    }

    /// Where claims of the whole series stand.
    var seriesFile: (path: String, text: String)? {
        guard let file = seriesPlan.patches.quiltFolder?.appending(path: "series", directoryHint: .notDirectory),
            let text = try? String(contentsOf: file, encoding: .utf8)
        else { return nil }
        return (file.path, text)
    }

    static func notShown(_ claim: StatedClaim, _ evidence: ClaimEvidence) -> ClaimFinding {
        ClaimFinding(stated: claim, verdict: .notShown, evidence: evidence)
    }

    /// A claim of the whole series is one of its top against its base.
    func pair(of claim: StatedClaim) -> StagePair {
        claim.patch.map { StagePair(patch: $0) } ?? StagePair(before: .base, after: series.top.id)
    }

    typealias TestOutcomes = [StageID: [String: TestResult.Outcome]]

    private func testOutcomes(for claims: [StatedClaim], _ report: inout ClaimsReport) async throws -> TestOutcomes {
        let pairs = claims.filter { if case .test = $0.claim { true } else { false } }.map(pair)
        guard let first = pairs.map(\.before).min() else { return [:] }
        let tested = try await test(StageRange(from: first.number, to: series.top).ids, reusing: true)
        report.add(tested.problems)
        return outcomes(of: tested)
    }

    /// By stage and name.
    func outcomes(of tested: TestReport) -> TestOutcomes {
        Dictionary(
            uniqueKeysWithValues: tested.results.map { stage in
                (
                    stage.stage,
                    Dictionary(uniqueKeysWithValues: stage.tests.map { ($0.name, $0.outcome) })
                )
            })
    }

    func finding(_ claim: StatedClaim, test name: String, _ outcomes: TestOutcomes) -> ClaimFinding {
        let pair = pair(of: claim)
        let after = StageRange(from: pair.after.number, to: series.top).ids
        return finding(claim, name, before: pair.before, after: after, outcomes)
    }

    /// What is explored is explored at the patch's own stage.
    func finding(_ claim: StatedClaim, scenario name: String, _ outcomes: TestOutcomes) -> ClaimFinding {
        let pair = pair(of: claim)
        return finding(claim, name, before: pair.before, after: [pair.after], outcomes)
    }

    private func finding(
        _ claim: StatedClaim, _ test: String, before: StageID, after: [StageID], _ outcomes: TestOutcomes
    ) -> ClaimFinding {
        func outcome(_ stage: StageID) -> ClaimEvidence.StageOutcome {
            ClaimEvidence.StageOutcome(stage: stage, outcome: outcomes[stage]?[test])
        }
        let (before, after) = (outcome(before), after.map(outcome))
        return ClaimFinding(
            stated: claim, verdict: Claim.verdict(before: before.outcome, after: after.map(\.outcome)),
            evidence: .test(before: before, after: after))
    }

    /// What exploring gave on both stages of each claim that is about it.
    private func explorations(
        for claims: [StatedClaim], _ report: inout ClaimsReport
    ) async throws -> TestOutcomes {
        let pairs = claims.filter { $0.scenario != nil }.map(pair)
        guard !Task.isCancelled else { return [:] }
        let tested = try await test(Set(pairs.flatMap { [$0.before, $0.after] }).sorted(), reusing: true)
        report.add(tested.problems)
        return outcomes(of: tested)
    }

    private func behaviours(for claims: [StatedClaim]) async throws -> [StatedClaim: ClaimFinding] {
        let claims = claims.filter { $0.claim == .sameBehaviour }
        guard !claims.isEmpty else { return [:] }
        _ = try require(seriesPlan.trace, "trace")
        var findings: [StatedClaim: ClaimFinding] = [:]
        try await keepingWorkTree {
            let pairs = claims.map(pair)
            try await traceOnNodes(pairs.map(\.after) + pairs.map(\.before))
            for claim in claims where !Task.isCancelled {
                let pair = pair(of: claim)
                findings[claim] =
                    switch try await compareTraces(pair) {
                    case .success(nil): ClaimFinding(stated: claim, verdict: .confirmed, evidence: .sameTraces(pair))
                    case .success(let difference?):
                        ClaimFinding(stated: claim, verdict: .refuted, evidence: .differentTraces(pair, difference))
                    case .failure(let problem): Self.notShown(claim, .untraceable(problem))
                    }
            }
        }
        return findings
    }

    /// Claims of other CPUs than there are here are measured on virtual ones, where the plan has them.
    private func effects(
        for claims: [StatedClaim], _ options: ComparisonOptions, _ report: inout ClaimsReport
    ) async throws -> [StatedClaim: ClaimFinding] {
        let claims = claims.filter { !$0.claim.metrics.isEmpty }
        let here = HostInfo.current().cpus
        let virtual = seriesPlan.virtual == nil ? [:] : claims.byVirtualCPUs(here: here)
        let elsewhere = Set(virtual.values.joined())
        var findings = try await measure(claims.filter { !elsewhere.contains($0) }, cpus: here, options, &report)
        var options = options
        // They take no time worth keeping, and are exact.
        (options.resumes, options.reuses, options.rebuilds) = (false, false, 1)
        for (cpus, claims) in virtual.sorted(by: { $0.key < $1.key }) where !Task.isCancelled {
            let bench = try running(seriesPlan.onVirtualCPUs([cpus]))
            findings.merge(try await bench.measure(claims, cpus: cpus, options, &report)) { $1 }
        }
        return findings
    }

    /// - Parameter cpus: As many as the bench runs on where it does not say it.
    private func measure(
        _ claims: [StatedClaim], cpus: Int, _ options: ComparisonOptions, _ report: inout ClaimsReport
    ) async throws -> [StatedClaim: ClaimFinding] {
        guard !claims.isEmpty else { return [:] }
        var pairs: [StagePair] = []
        for pair in claims.map(pair) where !pairs.contains(pair) { pairs.append(pair) }
        let judge = ClaimJudge(claims: claims.map { ($0, pair(of: $0)) }, cpus: cpus, options: options)
        let measured = try await measure(pairs, for: .claims, options, wanted: []) { judge.unsettled($0) }
        report.rounds = max(report.rounds, measured.rounds)
        report.reused = report.reused ?? measured.reused
        report.caveats += caveats(of: measured, judge.effects(measured.samples), options)
        report.add(measured.problems)
        return judge.findings(measured.samples, rounds: measured.rounds)
    }
}

extension [StatedClaim] {
    /// Those of virtual CPUs, by their number.
    fileprivate func byVirtualCPUs(here: Int) -> [Int: [StatedClaim]] {
        reduce(into: [:]) { found, claim in
            if let cpus = claim.virtualCPUs(here: here) { found[cpus, default: []].append(claim) }
        }
    }
}

extension StatedClaim {
    /// The scenario that is explored, where it is about one.
    fileprivate var scenario: String? { if case .explored(let name) = claim { name } else { nil } }
}

extension ClaimsReport {
    /// Of a stage one is enough.
    fileprivate mutating func add(_ found: [StageProblem]) {
        problems += found.filter { problem in !problems.contains { $0.stage == problem.stage } }
    }
}
