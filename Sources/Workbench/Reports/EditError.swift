import Foundation
import PatchModel

/// Why a series cannot be changed.
public enum EditError: Error, Sendable {
    /// The series is no quilt folder, so that its files are not ours to change.
    case notQuilt(series: String)
    case nothingApplied(series: String)
    /// The patch's file changed since it was applied to the work tree.
    case changedBelow(PatchName)
    /// The change cannot be put into this file: an encoded or compressed mail, or a patch that is taken back.
    case cannotRewrite(URL)
    /// A patch would not apply any more.
    case breaks(StageProblem)
    case foldsItself(PatchName)
    /// A split that would leave one of the two without a change.
    case splitsNothing(PatchName)
    case noSuchHunk(Int, of: Int)
    case doesNotFold(PatchName, into: PatchName)
    case nothingToUndo(series: String)
    case nothingToRedo(series: String)
    /// The operation log has no such number; its last, if any.
    case noOperation(Int, last: Int?)
    /// The file is not as the last change left it.
    case changedSince(URL, change: String)
    /// The series, or its folder, has a patch of this name.
    case nameTaken(PatchName)
    /// The name cannot stand in a series file, or means a stage.
    case badPatchName(String)
    case emptyMessage
    /// What was edited at the top, and these files of what a patch below it makes, do not go together.
    case editsConflict(PatchName, [TreePath])
    /// A rebase waits to go on; or none does.
    case rebasing, notRebasing
    /// Conflict markers of a merge are still in these files.
    case conflictsLeft([TreePath])
}
