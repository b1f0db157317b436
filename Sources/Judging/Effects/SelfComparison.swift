import Foundation
import PatchModel
import Statistics

/// An A/A run: the same measured under two names. What is told apart is told falsely, and how wide the intervals are
/// says what could be told.
public struct SelfComparison: Sendable {
    public var command: String
    public var rounds: Int
    /// What they took.
    public var time: Duration
    public var metrics: [Finding]
    public var options: ComparisonOptions

    public struct Finding: Sendable {
        /// Of the one name against the other; they are the same.
        public var effect: MetricEffect
        /// The relative standard deviation of a round's difference; nil for counts and for too few rounds.
        public var deviation: Double?
        /// The smallest change that a minute of measurement tells, 0.02 for 2%.
        public var toldInOneMinute: Double?

        public var isFalse: Bool { effect.isChange }
    }

    /// Rounds that a minute has room for.
    public var roundsInOneMinute: Int { rounds == 0 ? 0 : Int(Double(rounds) * (.seconds(60) / time)) }
}

extension SelfComparison {
    package static let pair = StagePair(before: .base, after: StageID(1))

    package init(_ samples: RoundSamples, rounds: Int, time: Duration, command: String, options: ComparisonOptions) {
        self.init(command: command, rounds: rounds, time: time, metrics: [], options: options)
        let effects = MetricEffect.judge(
            samples.metrics.map { EffectQuestion(pair: Self.pair, metric: $0) }, in: samples, margin: options.margin,
            confidence: options.confidence)
        let comparisons = effects.count { !$0.isExact }
        metrics = effects.map { effect in
            guard !effect.isExact else { return Finding(effect: effect) }
            let paired = samples.paired(Self.pair, effect.metric)
            let smallest = SmallestEffect(PairedSamples(before: paired.before, after: paired.after).differences)
            let told = smallest?.told(
                inRounds: roundsInOneMinute, comparisons: comparisons, margin: options.margin,
                confidence: options.confidence)
            return Finding(effect: effect, deviation: smallest?.deviation, toldInOneMinute: told.map { exp($0) - 1 })
        }
    }
}
