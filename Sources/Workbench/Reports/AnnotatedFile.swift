import Judging
import PatchModel

/// A file at a stage, and which patch wrote each of its lines.
public struct AnnotatedFile: Sendable {
    public var series: String
    public var path: TreePath
    public var stage: StageLabel
    /// The patches up to the stage that touch the file, in their order.
    public var patches: [StageLabel]
    public var text: [UInt8]
    /// The patch of each line; nil for those of the base.
    public var owners: [StageNumber?]
}
