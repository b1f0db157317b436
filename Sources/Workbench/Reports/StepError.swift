import Foundation
import GitStore
import PatchModel

/// Why a stage cannot be shown or stepped to.
public enum StepError: Error, Sendable {
    /// The stage cannot be shown or stepped to, since a patch at or before it does not apply.
    case notMade(StageProblem)
    /// The work tree was edited by hand, and a step would lose that; the paths are relative to it.
    case edited([EditInTheWay])
    /// A push of this patch that was forced or merged waits to be finished.
    case unfinished(PatchName)
    /// The next patch does not apply; whether a three-way merge could be made.
    case doesNotPush(StageProblem, canMerge: Bool)
    case nothingToPush(series: String)
    case nothingToPop(series: String)
    /// The content that a patch was made for is not at hand.
    case nothingToMerge(TreePath, blob: String?)
    case notAPatch
    /// A path to look at leaves the tree, or is otherwise none of a tree's.
    case badPath(String, PathProblem)
    /// The stage has no such file.
    case noFile(TreePath, StageNumber)
    /// A push to a patch that is there, or a pop to one that is not.
    case alreadyApplied(PatchName)
    case notApplied(PatchName)
    case onTop(PatchName)
}

/// An edit that a step would lose, and the patch that touches its file; nil where all files were to be the stage's.
public struct EditInTheWay: Sendable, Equatable {
    public var edit: WorkTreeEdit
    public var patch: PatchName?
}
