import Foundation

/// Why a plan, a base or patches could not be read, or a series not be added to a plan.
public enum InputError: Error, Sendable {
    /// No `patchbench.yaml` in the folder or above it.
    case noPlan(from: URL)
    case unreadable(URL)
    case plan(PlanProblem, file: URL, line: Int?)
    case unknownSeries(String, known: [String])
    /// A file or folder that was named is not there.
    case noSource(URL)
    /// Neither a folder, nor is there a repository that could have such a revision.
    case noBase(String, in: URL)
    /// Paths limit ranges of commits, and there is none.
    case pathsWithoutRange(String)
    /// What was named is a pipe, a device or the like.
    case notAFile(URL)
    /// The series file names a patch that is not there.
    case missingPatch(URL, series: URL, line: Int)
    /// A series cannot be added to the plan's file, because of the way in which that is written; the lines to add.
    case cannotExtend(URL, entry: String)
}
