import Judging
import PatchModel

extension Bench {
    /// Which of some patches later ones need, and so cannot be left out alone.
    /// - Throws: `StepError.notAPatch`; `.notMade` where the series does not apply as a whole.
    public func bindings(of patches: [StageNumber]) throws -> [PatchBinding] {
        guard !patches.contains(.base) else { throw StepError.notAPatch }
        _ = try stages.stage(series.top)
        return try patches.compactMap(stages.binding)
    }

    /// Says what each of some patches is worth last: builds and measures the top and the top without each of them, in
    /// the same rounds. What a later patch needs is named and not measured.
    ///
    /// - Parameter isInPlace: Measures also the stages before and after each patch, for what it is worth in its place.
    /// - Throws: as `bindings(of:)`.
    public func ablate(
        _ patches: [StageNumber], isInPlace: Bool, options: ComparisonOptions
    ) async throws -> AblationReport {
        let options = judging(options)
        let needed = try bindings(of: patches)
        let free = patches.filter { patch in !needed.contains { $0.needed.number.number == patch } }
        let ablation = Ablation(top: series.top, patches: free, isInPlace: isInPlace)
        let measured =
            try await free.isEmpty
            ? MeasuredPairs()
            : measure(ablation.pairs, for: .ablate, options, wanted: options.metrics) {
                ablation.unsettled($0, options)
            }
        let findings = ablation.findings(measured.samples, options)
        let effects = EffectsReport(
            series: seriesPlan.name, stages: Set(ablation.pairs.flatMap { [$0.before, $0.after] }).sorted().map(label),
            effects: findings.last, totals: [], rounds: measured.rounds, problems: measured.problems,
            missing: measured.samples.missing(in: ablation.pairs, where: options.judges), options: options,
            circumstances: try await circumstances(measured),
            caveats: caveats(of: measured, findings.last, options), wasInterrupted: Task.isCancelled)
        return AblationReport(
            patches: patches.map(label), effects: effects, inPlace: findings.inPlace,
            interactions: findings.interactions, needed: needed)
    }
}
