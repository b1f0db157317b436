import Judging
import Outputs
import PatchModel
import Results
import Statistics

/// What is known of a series: one run of its benchmark, judged, and beside it its patches, the tests and claims of what
/// was measured, and the searches. Nothing is measured for it.
public struct Study: Sendable {
    public var series: String
    public var run: RunHistory.Run
    /// Those of the run, in order.
    public var stages: [StageLabel]
    public var metrics: [Metric]
    /// Of the rounds that count, by stage and then in the order of the metrics.
    public var samples: [MetricSamples]
    /// Each stage against the one before it, by pair and then in the order of the metrics; all judged together.
    public var effects: [MetricEffect]
    /// The last stage against the first, by metric.
    public var totals: [MetricEffect]
    /// Behind the effects on instructions.
    public var functions: [FunctionTable]
    public var options: ComparisonOptions
    public var circumstances: EffectsReport.Circumstances
    public var caveats: [Caveat]
    /// Of the builds that were measured, as far as they were tested.
    public var tests: TestReport
    public var claims: [ClaimFinding]
    /// The earliest first.
    public var searches: [Search]
    /// Those of the series as it is now.
    public var patches: [ShownPatch]
    /// What was reported elsewhere.
    public var reported: Reported?
    /// Stages that are not any more what was measured.
    public var outdated: [StageID]

    /// A search as it went.
    public struct Search: Sendable {
        public var run: RunHistory.Run
        public var readings: [Step]
        public var changes: [Bisection.Change]

        public struct Step: Sendable {
            public var stage: StageLabel
            public var reading: Bisection.Reading
            /// What was believed then.
            public var progress: SearchProgress
        }
    }

    /// Numbers of another machine.
    public struct Reported: Sendable {
        public var source: String
        public var values: [(metric: Metric, stage: StageID, value: Double)]
    }

    /// Two of its stages, and what changed between them.
    public struct Pair: Sendable {
        public var before: StageLabel
        public var after: StageLabel
        public var effects: [MetricEffect]
    }

    /// The first stage and the last; or a stage and the one that was measured before it.
    ///
    /// - Throws: `BenchError.notMeasured` for a stage that has none before it here; `.emptyRange` where only one was
    ///   measured.
    public func pair(into stage: StageID?) throws(BenchError) -> Pair {
        guard let first = stages.first, let last = stages.last, stages.count > 1 else { throw .emptyRange }
        guard let stage else { return Pair(before: first, after: last, effects: totals) }
        guard let index = stages.firstIndex(where: { $0.number == stage }), index > 0 else {
            throw .notMeasured(stage, run: run.number)
        }
        return Pair(
            before: stages[index - 1], after: stages[index], effects: effects.filter { $0.pair.after == stage })
    }

    public func samples(of stage: StageID, _ metric: Metric) -> MetricSamples? {
        samples.first { $0.stage == stage && $0.metric == metric }
    }

    public func effect(into stage: StageID, _ metric: Metric) -> MetricEffect? {
        effects.first { $0.pair.after == stage && $0.metric == metric }
    }
}
