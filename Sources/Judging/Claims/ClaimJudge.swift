import Outputs
import Statistics

/// Judges claims on metrics, all of them together.
package struct ClaimJudge: Sendable {
    /// Each with the stages that it compares.
    package let claims: [(stated: StatedClaim, pair: StagePair)]
    package let options: ComparisonOptions
    /// Of the machine, for a benchmark that does not say on how many it runs.
    package let cpus: Int

    package init(claims: [(stated: StatedClaim, pair: StagePair)], cpus: Int, options: ComparisonOptions) {
        self.claims = claims
        self.cpus = cpus
        self.options = options
    }

    /// The metrics that the claim is of.
    private func metrics(of claim: StatedClaim, _ samples: RoundSamples) -> [Metric] {
        samples.metrics.filter { claim.isMeant($0, cpus: samples.cpus ?? cpus) }
    }

    /// The number of CPUs that the claim is of, where that is another than here and none of them are virtual.
    private func otherCPUs(_ claim: StatedClaim, _ samples: RoundSamples) -> (claimed: Int, here: Int)? {
        let here = samples.cpus ?? cpus
        guard let claimed = claim.cpus, claimed != here, metrics(of: claim, samples).isEmpty else { return nil }
        return (claimed, here)
    }

    private struct Judgement {
        var effects: [MetricEffect]
        var verdicts: [ClaimVerdict]
    }

    /// By claim, what was seen on each of its metrics.
    private func judge(_ samples: RoundSamples) -> [Judgement] {
        let asked = claims.map { claim -> [EffectQuestion] in
            metrics(of: claim.stated, samples).map { EffectQuestion(pair: claim.pair, metric: $0) }
        }
        var seen: Set<EffectQuestion> = []
        let questions = asked.joined().filter { seen.insert($0).inserted }
        let effects = MetricEffect.judge(
            questions, in: samples, margin: options.margin, countMargin: options.countMargin,
            confidence: options.confidence)
        return zip(claims, asked).map { claim, questions in
            let effects = effects.filter { questions.contains(EffectQuestion(pair: $0.pair, metric: $0.metric)) }
            return Judgement(
                effects: effects,
                verdicts: effects.map { claim.stated.claim.verdict(of: $0, margin: options.margin) })
        }
    }

    /// The stages of the claims that more rounds could still settle. A rank interval of few rounds is too coarse to be
    /// looked at again and again.
    package func unsettled(_ samples: RoundSamples) -> [StagePair] {
        let open = zip(claims, judge(samples)).filter { _, judgement in
            let isRefuted = judgement.verdicts.contains(.refuted)
            return zip(judgement.effects, judgement.verdicts).contains { effect, verdict in
                !effect.isExact && (!effect.hasEnoughRounds || (verdict == .notShown && !isRefuted))
            }
        }
        var pairs: [StagePair] = []
        for (claim, _) in open where !pairs.contains(claim.pair) { pairs.append(claim.pair) }
        return pairs
    }

    /// What was seen; of the effects that are undecided those that leave their claim open.
    package func effects(_ samples: RoundSamples) -> [MetricEffect] {
        judge(samples).flatMap { judgement in
            zip(judgement.effects, judgement.verdicts).filter { $0.roundsNeeded == nil || $1 == .notShown }.map(\.0)
        }
    }

    /// What the effects were measured on.
    private static func machine(of effects: [MetricEffect], else cpus: Int) -> ClaimEvidence.Machine {
        let virtual = Set(effects.map(\.metric.virtualCPUs))
        if virtual.count == 1, let one = virtual.first, let one { return .virtual(cpus: one) }
        return .real(cpus: cpus)
    }

    package func findings(_ samples: RoundSamples, rounds: Int) -> [StatedClaim: ClaimFinding] {
        let found = zip(claims, judge(samples)).map { claim, judgement in
            if let other = otherCPUs(claim.stated, samples) {
                return ClaimFinding(
                    stated: claim.stated, verdict: .notHere,
                    evidence: .otherCPUs(claimed: other.claimed, here: other.here))
            }
            let sorted = [ClaimVerdict.refuted, .notShown, .confirmed].flatMap { wanted in
                zip(judgement.effects, judgement.verdicts).filter { $0.1 == wanted }.map(\.0)
            }
            let evidence: ClaimEvidence =
                sorted.isEmpty
                ? .noMetric
                : .effects(
                    sorted, rounds: sorted.map(\.rounds).max() ?? rounds,
                    on: Self.machine(of: sorted, else: samples.cpus ?? cpus))
            return ClaimFinding(
                stated: claim.stated, verdict: ClaimVerdict(judgement.verdicts), evidence: evidence)
        }
        return Dictionary(found.map { ($0.stated, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
