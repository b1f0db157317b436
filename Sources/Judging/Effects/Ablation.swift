import PatchModel
import Statistics

/// What is compared to say what patches are worth last: the top with each of them and without it; and beside that the
/// stages before and after each, for what it is worth in its place.
package struct Ablation: Sendable {
    package let top: StageNumber
    package let patches: [StageNumber]
    /// Whether also to compare each patch in its place.
    package let isInPlace: Bool

    package init(top: StageNumber, patches: [StageNumber], isInPlace: Bool) {
        self.top = top
        self.patches = patches
        self.isInPlace = isInPlace
    }

    package func last(_ patch: StageNumber) -> StagePair {
        StagePair(before: top.id.without([patch]), after: top.id)
    }

    package func place(_ patch: StageNumber) -> StagePair { StagePair(patch: patch) }

    /// Each once: the place of the last patch is the top.
    package var pairs: [StagePair] {
        let last = patches.map(last)
        return last + (isInPlace ? patches.map(place).filter { !last.contains($0) } : [])
    }

    /// What the samples say; all of it is judged together.
    package struct Findings: Sendable {
        package var last: [MetricEffect]
        package var inPlace: [MetricEffect]
        /// By how much the effect of a patch that is last differs from that in its place.
        package var interactions: [MetricEffect]
    }

    package func findings(_ samples: RoundSamples, _ options: ComparisonOptions) -> Findings {
        let effects = judge(samples, options)
        func plain(_ pairs: [StagePair]) -> [MetricEffect] {
            pairs.flatMap { pair in effects.filter { $0.pair == pair && $0.against == nil } }
        }
        return Findings(
            last: plain(patches.map(last)), inPlace: isInPlace ? plain(patches.map(place)) : [],
            interactions: effects.filter { $0.against != nil })
    }

    /// The pairs for which more rounds are of use.
    package func unsettled(_ samples: RoundSamples, _ options: ComparisonOptions) -> [StagePair] {
        let open = judge(samples, options).worthMoreRounds
        let wanted = Set(open.flatMap { [$0.pair] + ($0.against.map { [$0] } ?? []) })
        return pairs.filter(wanted.contains)
    }

    private func judge(_ samples: RoundSamples, _ options: ComparisonOptions) -> [MetricEffect] {
        let moved = isInPlace ? patches.filter { last($0) != place($0) } : []
        let effects = pairs.map { (pair: $0, against: StagePair?.none) }
        let interactions = moved.map { (pair: last($0), against: StagePair?.some(place($0))) }
        let questions = (effects + interactions).flatMap { entry in
            samples.metrics.filter(options.judges).map {
                EffectQuestion(pair: entry.pair, against: entry.against, metric: $0)
            }
        }
        return MetricEffect.judge(
            questions, in: samples, margin: options.margin, countMargin: options.countMargin,
            confidence: options.confidence)
    }
}
