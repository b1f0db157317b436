import Foundation
import GitStore
import Machine
import PatchModel

/// Why the workbench could not go on, as facts; the command has the words.
public enum WorkbenchError: Error, Sendable {
    /// The plan has no command of this kind for the series.
    case noCommand(String, series: String)
    /// Another process works on the series.
    case busy(series: String, process: Int32?)
    /// What is to be written is there already, and is not empty.
    case outputTaken(URL)
    /// The plan has a series of this name.
    case seriesExists(String)
    case badName(String)
    /// The work tree was edited by hand; the paths are relative to it.
    case edited([WorkTreeEdit])
    /// A path to look at leaves the tree, or is otherwise none of a tree's.
    case badPath(String, PathProblem)
    /// The stage cannot be shown or stepped to, since a patch at or before it does not apply.
    case notMade(StageProblem)
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
    /// The file is not as the last change left it.
    case changedSince(URL, change: String)
    /// A push of this patch that was forced or merged waits to be finished.
    case unfinished(PatchName)
    /// Conflict markers of a merge are still in these files.
    case conflictsLeft([TreePath])
    /// The next patch does not apply; whether a three-way merge could be made.
    case doesNotPush(StageProblem, canMerge: Bool)
    /// The content that a patch was made for is not at hand.
    case nothingToMerge(TreePath, blob: String?)
    /// There is no patch between the stages.
    case emptyRange
    /// No search of this kind was stopped before its end.
    case nothingToResume
    /// The command of a search ended in a way that is no answer.
    case noAnswer(_ command: String, CommandOutcome, log: URL)
    case nothingToPush(series: String)
    case nothingToPop(series: String)
    case notAPatch
    /// A patch that is to be left out is needed by a later one.
    case needed(PatchBinding)
    /// The task was cancelled when so many patches were done, of so many where that was known; nothing was written.
    case interrupted(after: Int, of: Int?)
    /// The latest run of the series is over, or there is none.
    case noUnfinishedRun(series: String)
    case cannotResume(run: Int, ResumeObstacle)
    case toolchain(_ command: String, CommandOutcome, log: URL)
}
