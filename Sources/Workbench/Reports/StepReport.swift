import GitStore
import Judging
import PatchModel

/// A step of the work tree from one stage to another.
public struct StepReport: Sendable {
    public var series: String
    public var from: StageLabel
    public var to: StageLabel
    /// The patches that were applied or taken back, in the order of the series.
    public var patches: [StageLabel]
    /// The subject of the patch that is now on top; nil at the base.
    public var subject: String?
    /// What those patches change.
    public var diffstat: Diffstat
    /// The hunks of these patches that did not go exactly where they said, by patch.
    public var displacements: [StageID: [Displacement]]
    /// The patch that a push would apply.
    public var next: StageLabel?
    /// The work tree.
    public var folder: String
}

/// A patch as `show` shows it.
public struct ShownPatch: Sendable {
    public var label: StageLabel
    public var header: PatchHeader
    public var diff: [UInt8]
    /// The commits that a merge brings in, the newest first, with their subjects.
    public var brought: [(id: String, subject: String)] = []
}
