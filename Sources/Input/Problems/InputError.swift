import Foundation

/// Why a file of the tool's own folder is none of its own.
public enum StateProblem: Sendable, Equatable {
    case link
    /// It names a file outside of what the plan says.
    case leadsOutside(String)
}

/// Why a plan, a base or patches could not be read, or a series not be added to a plan.
public enum InputError: Error, Sendable {
    /// No `patchbench.yaml` in the folder or above it.
    case noPlan(from: URL)
    case unreadable(URL)
    case plan(PlanProblem, file: URL, line: Int?)
    case unknownSeries(String, known: [String])
    /// The plan has nothing to explore a series with.
    case noExplore(series: String)
    /// The plan has nothing to measure a series with on virtual CPUs.
    case noVirtual(series: String)
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
    /// The plan, or what is kept beside it, belongs to another user; the folder that would have to be trusted.
    case foreign(URL, owner: UInt32, folder: URL)
    /// What is kept beside the plan was not made by the tool.
    case notOurs(URL, StateProblem)
    /// The plan's file has the base of a series in a form that cannot be replaced; what to write instead.
    case cannotRebase(URL, series: String, base: String)
    /// A series cannot be added to the plan's file, because of the way in which that is written; the lines to add.
    case cannotExtend(URL, entry: String)
}
