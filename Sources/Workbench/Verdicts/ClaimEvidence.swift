import Foundation
import PatchModel

/// The one line that says why a claim got its verdict.
enum ClaimEvidence {
    /// What was measured, what speaks against the claim first.
    static func text(
        of effects: [MetricEffect], judged verdicts: [ClaimVerdict], rounds: Int, cpus: Int
    ) -> String {
        guard !effects.isEmpty else { return "no metric that was measured on both stages is meant" }
        let order: [ClaimVerdict] = [.refuted, .notShown, .confirmed]
        let sorted = order.flatMap { wanted in zip(effects, verdicts).filter { $0.1 == wanted }.map(\.0) }
        let shown = sorted.prefix(4).map(text)
        let more = sorted.count > shown.count ? ["\(sorted.count - shown.count) more as claimed or open"] : []
        return (shown + more).joined(separator: "; ") + "; \(rounds) round\(rounds == 1 ? "" : "s") on \(cpus) CPU"
            + (cpus == 1 ? "" : "s")
    }

    private static func text(_ effect: MetricEffect) -> String {
        let ratio = "\(effect.metric) \(change(effect.ratio))"
        if effect.isExact { return ratio + " exactly" }
        guard effect.high.isFinite else { return ratio + " (too few rounds)" }
        return ratio + " (\(change(effect.low)) to \(change(effect.high)))"
    }

    private static func change(_ ratio: Double) -> String {
        String(format: "%+.1f%%", (ratio - 1) * 100)
    }

    /// What the test did on the stage before and on those from the patch on.
    static func text(
        before: (stage: StageNumber, outcome: TestResult.Outcome?),
        after: [(stage: StageNumber, outcome: TestResult.Outcome?)]
    ) -> String {
        var parts = ["stage \(before.stage): \(word(before.outcome))"]
        if let other = after.first(where: { $0.outcome != .pass }) {
            parts.append("stage \(other.stage): \(word(other.outcome))")
        } else if let first = after.first, let last = after.last {
            parts.append(
                first.stage == last.stage
                    ? "stage \(first.stage): pass" : "stages \(first.stage) to \(last.stage): pass")
        }
        return parts.joined(separator: ", ")
    }

    private static func word(_ outcome: TestResult.Outcome?) -> String { outcome?.rawValue ?? "not run" }
}
