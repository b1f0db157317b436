import Judging
import PatchModel

/// What a command made of a series' files.
public struct EditReport: Sendable {
    public enum Action: Sendable {
        /// The files of the work tree that went into the patch; none where nothing had changed.
        case refreshed(PatchName, [TreePath])
        case folded(PatchName, into: PatchName)
        case dropped(PatchName)
        /// The whole series, in its new order.
        case reordered([PatchName])
        /// Lines were put into its message.
        case described(PatchName)
        /// The commands that were taken back, the last first.
        case undone([String])
        /// The commands that were made again, the first first.
        case redone([String])
        /// The operation to whose state things were brought back, and what it did.
        case restored(Int, String)
    }

    public var series: String
    public var action: Action
    /// What the work tree holds now.
    public var stage: StageLabel
    public var folder: String
    /// The first patch that does not apply any more.
    public var problem: StageProblem?
}
