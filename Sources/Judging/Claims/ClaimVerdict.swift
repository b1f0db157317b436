import Foundation
import Outputs

/// Whether a claim holds.
public enum ClaimVerdict: String, Sendable {
    case confirmed
    case refuted
    /// The measurement is not sharp enough to say, or something could not be measured.
    case notShown = "not shown"
    /// The claim is of a machine with another number of CPUs.
    case notHere = "not shown here"

    /// Of a claim on several metrics: it holds where it holds on each.
    package init(_ parts: some Sequence<ClaimVerdict>) {
        let parts = Set(parts)
        self = parts.contains(.refuted) ? .refuted : parts == [.confirmed] ? .confirmed : .notShown
    }
}

extension Claim {
    /// Whether the claim holds on one of its metrics: confirmed where the whole interval agrees with it, refuted where
    /// none of it does.
    package func verdict(of effect: MetricEffect, margin: Double) -> ClaimVerdict {
        if effect.isFromZero { return isUnchanged ? .refuted : .notShown }
        let range = allowedRatios(margin: margin)
        let isSharp = effect.isExact || effect.rounds >= MetricEffect.exactRounds
        if isSharp, range.lowerBound <= effect.low, effect.high <= range.upperBound { return .confirmed }
        if isSharp, effect.high < range.lowerBound || range.upperBound < effect.low { return .refuted }
        return .notShown
    }

    private var isUnchanged: Bool { if case .unchanged = self { true } else { false } }

    /// The ratios after / before that agree with the claim. About that much is from half of it to twice it, on the
    /// logarithm: -15% is -7.8% to -27.7%.
    private func allowedRatios(margin: Double) -> ClosedRange<Double> {
        switch self {
        case .effect(_, let share):
            let (half, twice) = (pow(1 + share, 0.5), pow(1 + share, 2))
            return min(half, twice)...max(half, twice)
        case .atMost(_, let share): return share > 0 ? 0...(1 + share) : (1 + share)...(.infinity)
        case .unchanged: return 1 / (1 + margin)...(1 + margin)
        case .test, .explored, .sameBehaviour: return 1...1
        }
    }

    /// Whether a test does as claimed: fails before the patch, and passes on every stage from it on.
    /// - Parameters: What the test did; nil where it was not run or skipped.
    package static func verdict(
        before: TestResult.Outcome?, after: [TestResult.Outcome?]
    ) -> ClaimVerdict {
        ClaimVerdict(
            [before.verdict { $0 != .pass }] + after.map { $0.verdict { $0 == .pass } })
    }
}

extension TestResult.Outcome? {
    fileprivate func verdict(_ isAsClaimed: (TestResult.Outcome) -> Bool) -> ClaimVerdict {
        guard let self, self != .skip else { return .notShown }
        return isAsClaimed(self) ? .confirmed : .refuted
    }
}
