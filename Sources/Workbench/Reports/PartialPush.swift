import Judging
import PatchModel

/// A patch of which a part is in the work tree, because a push was forced or merged.
public struct PartialPush: Sendable {
    public enum Outcome: Sendable {
        /// Hunks without a place are in this file; so many of the section's.
        case rejected(hunks: Int, of: Int, file: TreePath)
        /// The section could not be applied and has no hunks to leave: a binary change, a rename of a file that is not
        /// there.
        case left(PatchFailure)
        /// Merged from the contents that the patch was made for.
        case merged
        /// Merged so, with parts that both sides changed, between conflict markers.
        case conflicts
    }

    public struct File: Sendable {
        public var path: TreePath
        public var outcome: Outcome

        /// Whether nothing is missing and nothing is in conflict.
        public var isWhole: Bool {
            if case .merged = outcome { true } else { false }
        }
    }

    public var series: String
    public var patch: StageLabel
    /// The sections that did not apply as they stand; all others did.
    public var files: [File]
    /// The work tree.
    public var folder: String

    /// Whether nothing is missing and nothing is in conflict.
    public var isWhole: Bool { files.allSatisfy(\.isWhole) }
}

/// What a push may do with a patch that does not apply.
public struct PushOptions: Sendable {
    /// Apply the hunks that have a place, and leave the others in `.rej`.
    public var isForced: Bool
    /// Merge, where the contents that the patch was made for are at hand.
    public var merges: Bool

    public init(isForced: Bool = false, merges: Bool = false) {
        self.isForced = isForced
        self.merges = merges
    }
}

public enum PushOutcome: Sendable {
    case whole(StepReport)
    case partly(PartialPush)
}
