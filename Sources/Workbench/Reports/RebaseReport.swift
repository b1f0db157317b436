import Judging
import PatchModel

/// What came of a series on another base.
public struct RebaseReport: Sendable {
    /// Where it stopped.
    public struct Stop: Sendable {
        public var patch: StageLabel
        /// What was changed on both sides.
        public var files: [TreePath]
    }

    public var series: String
    /// What the base is called.
    public var base: String
    /// The patches whose changes the new base has; they are no more in the series.
    public var upstream: [PatchName]
    /// Those that had to be merged, and stand written anew.
    public var merged: [PatchName]
    public var stop: Stop?
    /// What the work tree holds now.
    public var stage: StageLabel
    public var folder: String
}
