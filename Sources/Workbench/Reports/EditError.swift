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
    case foldsApplied(PatchName)
    case doesNotFold(PatchName, into: PatchName)
    case nothingToUndo(series: String)
    case nothingToRedo(series: String)
    /// The operation log has no such number; its last, if any.
    case noOperation(Int, last: Int?)
    /// The file is not as the last change left it.
    case changedSince(URL, change: String)
    /// Conflict markers of a merge are still in these files.
    case conflictsLeft([TreePath])
}
