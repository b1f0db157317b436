import Judging
import Outputs
import PatchModel
import Statistics

/// What the workbench is doing, announced while it does it.
public enum Event: Sendable {
    case began(Activity, Progress)
    case ended(Activity, Ending)
    /// Files that commands changed were made the stage's again.
    case putBack([TreePath])
    /// A run of a search: of which stage, what it gave, and what is believed now.
    case learnt(StageLabel, Bisection.Reading, SearchProgress)
}

/// One step of the work on one stage.
public struct Activity: Sendable, Equatable {
    public var verb: Verb
    public var stage: StageLabel
    /// For a measurement: its round, from 1.
    public var round: Int?

    public enum Verb: Sendable {
        case build, test, trace, bench
    }
}

/// How far a command is.
public struct Progress: Sendable, Equatable {
    /// Steps that are over.
    public var done: Int
    public var total: Int
    /// The time that the rest is likely to take, where there is something to judge by.
    public var left: Duration?
}

extension Progress {
    /// Judges the rest by the time that the steps took so far.
    init(done: Int, total: Int, after elapsed: Duration) {
        self.init(done: done, total: total)
        if done > 0 { left = elapsed / done * (total - done) }
    }
}

/// How an activity ended.
public enum Ending: Sendable, Equatable {
    case done(Duration)
    /// What it makes was there already.
    case reused
    case tested(TestCounts, Duration)
    case failed
    case interrupted
}
