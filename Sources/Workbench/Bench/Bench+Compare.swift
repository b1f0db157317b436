import Input
import Judging
import PatchModel
import Results
import Statistics

extension Bench {
    /// Builds and measures two stages in the same rounds, and says of every metric what changed.
    public func compare(
        _ before: StageID, _ after: StageID, without patches: [StageNumber] = [], options: ComparisonOptions
    ) async throws -> EffectsReport {
        _ = try stages.ids([before, after], without: patches)
        let pair = StagePair(before: before.without(patches), after: after.without(patches))
        return try await effects(of: [pair], whole: nil, for: .compare, options)
    }

    /// Says of every patch above the first of the stages what it changed, on every metric, all judged together; and
    /// what all of them changed.
    /// - Throws: `BenchError.emptyRange` for less than two stages.
    public func attribute(
        _ range: StageRange, without patches: [StageNumber] = [], options: ComparisonOptions
    ) async throws -> EffectsReport {
        let numbers = try stages.ids(range.ids, without: patches)
        guard let first = numbers.first, let last = numbers.last, first < last else { throw BenchError.emptyRange }
        let pairs = zip(numbers, numbers.dropFirst()).map { StagePair(before: $0, after: $1) }
        return try await effects(of: pairs, whole: StagePair(before: first, after: last), for: .attribute, options)
    }

    private func effects(
        of pairs: [StagePair], whole: StagePair?, for verb: RunVerb, _ options: ComparisonOptions
    ) async throws -> EffectsReport {
        let options = judging(options)
        @Sendable func judge(_ pairs: [StagePair], _ samples: RoundSamples) -> [MetricEffect] {
            Self.judge(pairs, samples, options)
        }
        let measured = try await measure(pairs, for: verb, options, wanted: options.metrics) { samples in
            let open = Set(judge(pairs, samples).worthMoreRounds.map(\.pair))
            return pairs.filter(open.contains)
        }
        let effects = judge(pairs, measured.samples)
        return EffectsReport(
            series: seriesPlan.name, stages: Set(pairs.flatMap { [$0.before, $0.after] }).sorted().map(label),
            effects: effects, totals: Self.totals(effects, whole.map { judge([$0], measured.samples) } ?? [], pairs),
            functions: try functionTables(of: effects, in: measured.run),
            rounds: measured.rounds, problems: measured.problems,
            missing: measured.samples.missing(in: pairs, where: options.judges), options: options,
            circumstances: try await circumstances(measured), caveats: caveats(of: measured, effects, options),
            wasInterrupted: Task.isCancelled)
    }

    /// All of the pairs on all metrics that are judged, together.
    static func judge(
        _ pairs: [StagePair], _ samples: RoundSamples, _ options: ComparisonOptions
    ) -> [MetricEffect] {
        let metrics = samples.metrics.filter(options.judges)
        let questions = pairs.flatMap { pair in metrics.map { EffectQuestion(pair: pair, metric: $0) } }
        return MetricEffect.judge(
            questions, in: samples, margin: options.margin, countMargin: options.countMargin,
            confidence: options.confidence)
    }

    /// The product needs a ratio for every pair.
    private static func totals(
        _ effects: [MetricEffect], _ wholes: [MetricEffect], _ pairs: [StagePair]
    ) -> [EffectsReport.Total] {
        wholes.map { whole in
            let parts = effects.filter { $0.metric == whole.metric }
            let product = parts.count == pairs.count ? parts.reduce(1) { $0 * $1.ratio } : nil
            return EffectsReport.Total(product: product, measured: whole)
        }
    }

    func circumstances(_ measured: MeasuredPairs) async throws -> EffectsReport.Circumstances {
        EffectsReport.Circumstances(
            command: seriesPlan.bench?.text ?? "", host: .current(),
            toolchain: try await toolchainName(),
            conditions: measured.conditions, pinned: try pinnedCPUs(), reused: measured.reused,
            nodes: try measured.run.map { try nodeShares(measured.samples, $0) } ?? [])
    }

    /// As the plan says; once where counts are all that is judged, for they do not depend on where code lies.
    public func rebuilds(for options: ComparisonOptions) -> Rebuilds {
        judging(options).judgesCountsAlone ? .times(1) : seriesPlan.rebuilds
    }

    /// The options with the plan's margin and the metrics that it judges, where none were asked for.
    func judging(_ options: ComparisonOptions) -> ComparisonOptions {
        var options = options
        options.usualMargin = seriesPlan.margin
        if options.metrics.isEmpty { options.metrics = seriesPlan.metrics }
        return options
    }
}
