import Foundation
import Machine
import PatchModel

/// Why stages cannot be built, tested, measured or judged.
public enum BenchError: Error, Sendable {
    /// The plan has no command of this kind for the series.
    case noCommand(String, series: String)
    /// There is no patch between the stages.
    case emptyRange
    /// No search of this kind was stopped before its end.
    case nothingToResume
    /// The command of a search ended in a way that is no answer.
    case noAnswer(_ command: String, CommandOutcome, log: URL)
    /// The latest run of the series is over, or there is none.
    case noUnfinishedRun(series: String)
    /// The run has not measured the stage, or none before it.
    case notMeasured(StageID, run: Int)
    /// The run is not there or is a search; nil: there is none that measured stages in rounds.
    case noRun(Int?)
    case cannotResume(run: Int, ResumeObstacle)
    case toolchain(_ command: String, CommandOutcome, log: URL)
    /// The machine has no counter of instructions that may be read, and valgrind is not there.
    case noCounter
    /// A patch that is to be left out is needed by a later one.
    case needed(PatchBinding)
}
