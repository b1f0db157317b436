import Judging
import PatchModel

/// What a command made of a series' files.
public struct EditReport: Sendable {
    public enum Action: Sendable {
        case created(PatchName)
        case renamed(PatchName, to: PatchName)
        /// Whether there was anything to change.
        case edited(PatchName, changed: Bool)
        /// The files of the work tree that went into the patch; none where nothing had changed.
        case refreshed(PatchName, [TreePath])
        case folded(PatchName, into: PatchName)
        case dropped(PatchName)
        /// The whole series, in its new order.
        case reordered([PatchName])
        /// The command that was taken back.
        case undone(String)
    }

    public var series: String
    public var action: Action
    /// What the work tree holds now.
    public var stage: StageLabel
    public var folder: String
    /// The first patch that does not apply any more.
    public var problem: StageProblem?
}
