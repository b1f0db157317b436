import Judging
import PatchModel

/// A file of the work tree that a person changed.
public struct FileChanged: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case modified, deleted, new
    }

    public var path: TreePath
    public var kind: Kind
}

/// The edits that were taken back.
public struct RestoreReport: Sendable {
    public var series: String
    public var edits: [FileChanged]
}

/// Where one is, and what is to be seen to.
public struct StatusReport: Sendable {
    public enum Problem: Sendable {
        /// A patch does not apply.
        case stage(StageProblem)
        /// A patch was pushed in part.
        case unfinished(PatchName)
        /// The patch on top, or one below it, was changed since the work tree was brought to it.
        case changedBelow(PatchName)
        /// An operation was cut off; the next command that changes something takes it back.
        case cutOff(String)
    }

    public var series: String
    /// The stage that the work tree holds.
    public var stage: StageLabel
    public var applied: Int
    public var unapplied: Int
    public var edits: [FileChanged]
    /// The patch that a push would apply.
    public var next: StageLabel?
    public var problems: [Problem]
    /// The work tree.
    public var folder: String
}
