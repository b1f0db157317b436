import Foundation
import GitStore
import PatchModel

/// Why the workbench could not go on, as facts; the command has the words.
public enum WorkbenchError: Error, Sendable {
    /// No `patchbench.yaml` in the folder or above it.
    case noPlan(from: URL)
    case unreadable(URL)
    case plan(PlanProblem, file: URL, line: Int?)
    case unknownSeries(String, known: [String])
    /// The plan has no command of this kind for the series.
    case noCommand(String, series: String)
    /// Another process works on the series.
    case busy(series: String, process: Int32?)
    /// A file or folder that was named is not there.
    case noSource(URL)
    /// Neither a folder, nor is there a repository that could have such a revision.
    case noBase(String, in: URL)
    /// What was named is a pipe, a device or the like.
    case notAFile(URL)
    /// What is to be written is there already, and is not empty.
    case outputTaken(URL)
    /// The plan has a series of this name.
    case seriesExists(String)
    case badName(String)
    /// A series cannot be added to the plan's file, because of the way in which that is written; the lines to add.
    case cannotExtend(URL, entry: String)
    /// The system's error number says why.
    case cannotWrite(URL, errno: Int32)
    case cannotStart(_ command: String, reason: String)
    /// Of the CPUs that a bench is to be pinned to, not all are there.
    case noSuchCPU(CPUSet, allowed: CPUSet)
    /// The series file names a patch that is not there.
    case missingPatch(URL, series: URL, line: Int)
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
    /// A claim that cannot be read; the line is nil where it is not known.
    case badClaim(String, ClaimProblem, file: String, line: Int?)
    /// No metric, or more than one, is what the pattern says.
    case notOneMetric(MetricPattern, among: [Metric])
    case noSuchTest(String, known: [String])
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
    /// The database cannot be opened, read or written.
    case results(URL, reason: String)
    /// The latest run of the series is over, or there is none.
    case noUnfinishedRun(series: String)
    case cannotResume(run: Int, ResumeObstacle)
    case toolchain(_ command: String, CommandOutcome, log: URL)
}
