import Outputs
import PatchModel

/// Why a claim got its verdict.
public enum ClaimEvidence: Sendable, Equatable {
    /// What was measured, what speaks against the claim first.
    case effects([MetricEffect], rounds: Int, on: Machine)
    /// No metric that was measured on both stages is meant.
    case noMetric
    case notMeasured
    /// The claim is of another number of CPUs than the benchmark ran on.
    case otherCPUs(claimed: Int, here: Int)
    /// What a test did on the stage before and on those from the patch on; nil where it was not run.
    case test(before: StageOutcome, after: [StageOutcome])
    case sameTraces(StagePair)
    case differentTraces(StagePair, TraceDifference)
    case untraceable(TraceProblem)
    case notCompared

    public enum Machine: Sendable, Equatable {
        case real(cpus: Int)
        case virtual(cpus: Int)
    }

    public struct StageOutcome: Sendable, Equatable {
        public var stage: StageID
        public var outcome: TestResult.Outcome?

        package init(stage: StageID, outcome: TestResult.Outcome?) {
            self.stage = stage
            self.outcome = outcome
        }
    }
}

/// The first line in which what two stages do is not the same; nil for a side that has no such line.
public struct TraceDifference: Sendable, Equatable {
    /// From 1.
    public let line: Int
    public let before: String?
    public let after: String?

    /// Nil where the texts are equal.
    package init?(_ before: String, _ after: String) {
        guard before != after else { return nil }
        let old = before.split(separator: "\n", omittingEmptySubsequences: false)
        let new = after.split(separator: "\n", omittingEmptySubsequences: false)
        let index =
            zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        line = index + 1
        self.before = index < old.count ? String(old[index]) : nil
        self.after = index < new.count ? String(new[index]) : nil
    }
}

/// Why what a stage does is not known.
public enum TraceProblem: Error, Sendable, Equatable {
    case notBuilt(StageID)
    /// How the trace command ended, and the path of its log.
    case failed(StageID, ending: String, log: String)
}
