import Judging
import PatchModel

/// What a command made of a series' files.
public struct EditReport: Sendable {
    public enum Action: Sendable {
        case created(PatchName)
        case renamed(PatchName, to: PatchName)
        /// Whether there was anything to change.
        case edited(PatchName, changed: Bool)
        /// The patch that the rest went into, after the first.
        case split(PatchName, rest: PatchName)
        /// What is an edit now.
        case spilled(PatchName, [TreePath])
        case absorbed([AbsorbedHunk])
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

    /// A hunk of the edits, and where it went.
    public struct AbsorbedHunk: Sendable {
        public enum Place: Sendable {
            case patch(PatchName)
            /// An edit still: the file is new or gone, or changed in another way than by lines.
            case staysWhole
            /// No patch touched its lines.
            case staysOfBase
            case staysOfSeveral([PatchName])
            /// It does not go below this patch.
            case staysAbove(PatchName)
        }

        public var path: TreePath
        /// In the file as it is edited; nil for a file as a whole.
        public var line: Int?
        public var place: Place

        public var isAbsorbed: Bool { if case .patch = place { true } else { false } }
    }

    public var series: String
    public var action: Action
    /// What the work tree holds now.
    public var stage: StageLabel
    public var folder: String
    /// The first patch that does not apply any more.
    public var problem: StageProblem?
}
