import Foundation
import Outputs
import Statistics

/// What changed between two stages on one metric.
public struct MetricEffect: Sendable, Equatable {
    public let pair: StagePair
    /// For an interaction, the pair whose effect this one is compared with.
    public let against: StagePair?
    public let metric: Metric
    /// The medians of the rounds that measured both stages, in the metric's unit; nil for an interaction.
    public let before: Double?
    public let after: Double?
    /// after / before; for an interaction, that of the one pair / that of the other. It says nothing where
    /// `isFromZero`.
    public let ratio: Double
    /// The interval of the ratio, widened for all comparisons judged with it; its ends may be infinite.
    public let low: Double
    public let high: Double
    public let verdict: Statistics.Verdict
    /// A count that never varied: the ratio is known, not estimated.
    public let isExact: Bool
    /// Whether more rounds are of no use.
    public let isSettled: Bool
    public let rounds: Int
    /// That nothing changed, adjusted for all comparisons and looks; nil for what is exact.
    public var pValue: Double?
    /// How many builds of each stage the estimate rests on; nil where the stages were built once, and it rests on the
    /// rounds.
    public var builds: Int?
    /// Where stages were built several times, by how much the ratio differs from build to build: the standard deviation
    /// of what one build of each would have said; nil for what is exact, and for fewer than three.
    public var layout: Double?

    /// Rank intervals of fewer rounds are too coarse to be looked at again and again.
    var hasEnoughRounds: Bool { rounds >= StoppingRule.minimumRounds }
}

extension MetricEffect {
    /// Judges the questions together, in their order; those with no round that measured both stages are left out. What
    /// is exact is no estimate and so takes no share of the error rate.
    package static func judge(
        _ questions: [EffectQuestion], in samples: RoundSamples, margin: Double,
        countMargin: Double = InstructionCounting.tolerance, confidence: Double
    ) -> [MetricEffect] {
        let hasBuilds = samples.builds > 1
        let paired = questions.map { (question: $0, samples: samples.paired($0)) }
            .filter { !$0.samples.before.isEmpty }
        let exact = paired.map { entry in
            samples.isExactCount(entry.question.metric)
                ? median(entry.samples.after)! / median(entry.samples.before)!
                : exactRatio(entry.samples.before, entry.samples.after, entry.question.metric)
        }
        let estimated = zip(paired, exact).filter { $0.1 == nil }.map(\.0)
        let family = estimated.map { question, samples in
            let rounds = PairedSamples(before: samples.before, after: samples.after)
            return Comparison(
                hasBuilds ? rounds.byBuild(samples.builds) : rounds, better: question.metric.better.statistics)
        }
        let isVaried = hasBuilds || samples.hasBuildEachRound
        var layouts = family.map { isVaried ? $0.samples.spread : nil }[...]
        var effects = Statistics.judge(family, margin: margin, confidence: confidence)[...]
        return zip(paired, exact).map { entry, ratio in
            if let ratio {
                let isCount = samples.isExactCount(entry.question.metric)
                return MetricEffect(
                    entry.question, exactly: ratio, entry.samples, isCount ? countMargin : margin, isCount: isCount)
            }
            return MetricEffect(
                entry.question, effects.removeFirst(), entry.samples, hasBuilds, layout: layouts.removeFirst())
        }
    }

    /// Rounds in which a metric must not vary to be exact.
    static let exactRounds = 3

    private static func exactRatio(_ before: [Double], _ after: [Double], _ metric: Metric) -> Double? {
        // A clock with coarse ticks may give one time again and again.
        guard before.count >= exactRounds, !MetricUnit(metric.unit).isTime,
            before.allSatisfy({ $0 == before[0] }), after.allSatisfy({ $0 == after[0] })
        else { return nil }
        let samples = PairedSamples(before: before, after: after)
        return samples.ratio(samples.differences[0])
    }

    private init(
        _ question: EffectQuestion, exactly ratio: Double, _ samples: RoundSamples.Paired, _ margin: Double,
        isCount: Bool
    ) {
        let isUnchanged =
            ratio >= 1 / (1 + margin) && ratio <= 1 + margin
            || isCount && question.against == nil
                && ExactMargin.instructions(margin).areOne(median(samples.before)!, median(samples.after)!)
        let change: Statistics.Verdict = (ratio < 1) == (question.metric.better != .more) ? .faster : .slower
        self.init(
            question, samples, ratio: ratio, low: ratio, high: ratio, verdict: isUnchanged ? .unchanged : change,
            isExact: true, isSettled: true)
    }

    /// Fewer rounds, or builds, than make a metric exact make no verdict: one that did not vary in two has an interval
    /// without width.
    private init(
        _ question: EffectQuestion, _ effect: Effect, _ samples: RoundSamples.Paired, _ hasBuilds: Bool,
        layout: Double?
    ) {
        let isEnough = effect.rounds >= Self.exactRounds
        let isPositive = (samples.before + samples.after).allSatisfy { $0 >= 0 }
        let floor = isPositive ? 0 : -Double.infinity
        self.init(
            question, samples, ratio: max(floor, effect.ratio.value), low: max(floor, effect.ratio.interval.low),
            high: max(floor, effect.ratio.interval.high),
            verdict: isEnough ? effect.verdict : .undecided(rounds: StoppingRule.minimumRounds), isExact: false,
            isSettled: effect.isSettled && samples.before.count >= StoppingRule.minimumRounds, pValue: effect.pValue,
            builds: hasBuilds ? effect.rounds : nil, layout: layout)
    }

    private init(
        _ question: EffectQuestion, _ samples: RoundSamples.Paired, ratio: Double, low: Double, high: Double,
        verdict: Statistics.Verdict, isExact: Bool, isSettled: Bool, pValue: Double? = nil, builds: Int? = nil,
        layout: Double? = nil
    ) {
        let isPlain = question.against == nil
        self.init(
            pair: question.pair, against: question.against, metric: question.metric,
            before: isPlain ? median(samples.before) : nil, after: isPlain ? median(samples.after) : nil,
            ratio: ratio, low: low, high: high, verdict: verdict, isExact: isExact, isSettled: isSettled,
            rounds: samples.before.count, pValue: pValue, builds: builds, layout: layout)
    }
}

extension Metric.Direction {
    /// An unknown one is told apart by `judgement`: `faster` stands for less.
    fileprivate var statistics: Better { self == .more ? .more : .less }
}

extension MetricEffect {
    /// The interval's ends; nil where there is none.
    public var bounds: (low: Double?, high: Double?) {
        // Below every ratio lies 0, the image of minus infinity.
        (low.isFinite && high.isFinite ? low : nil, high.isFinite ? high : nil)
    }

    /// For what is undecided: about so many rounds in all, or builds where the estimate rests on them, if the estimate
    /// stands.
    public var roundsNeeded: Int? {
        if case .undecided(let rounds) = verdict { rounds } else { nil }
    }

    /// What the verdict says, whatever it would take to say more.
    public enum Judgement: String, Sendable {
        case faster, slower, unchanged, undecided
        /// Where nobody says which way is better, and of instructions.
        case more, less
    }

    public var judgement: Judgement {
        switch verdict {
        case .faster: isAmount ? .less : .faster
        case .slower: isAmount ? .more : .slower
        case .unchanged: .unchanged
        case .undecided: .undecided
        }
    }

    /// Instructions are no time, and of some metrics nobody says which way is better.
    private var isAmount: Bool { metric.better == .unknown || metric.isInstructionCount }

    /// Whether it begins at 0, so that there is no change in per cent.
    public var isFromZero: Bool { before == 0 && after != 0 }

    /// Whether it is told from no change.
    public var isChange: Bool { verdict == .faster || verdict == .slower }

    /// Whether it is told, but the interval is wider than the change itself, on the logarithm.
    fileprivate var isRough: Bool {
        isChange && !isExact && !(high / low <= exp(abs(log(ratio))))
    }
}

extension [MetricEffect] {
    /// Those for which more rounds are of use: what is not settled; and beside it, since rounds go on for that, what is
    /// told but not how much.
    package var worthMoreRounds: [MetricEffect] {
        contains { !$0.isSettled } ? filter { !$0.isSettled || $0.isRough } : []
    }
}
