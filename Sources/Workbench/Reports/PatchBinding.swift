import Judging
import PatchModel

/// Two patches of which the later one does not apply without the earlier one.
public struct PatchBinding: Sendable {
    public let needed: StageLabel
    public let by: StageLabel
    /// The patch file of the later one, as the source names it.
    public let file: String
    /// Where it does not apply without the other.
    public let failure: PatchFailure

    /// The first hunk of the later patch that finds no place, where it is a hunk that binds the two.
    public var hunk: HunkFailure? { if case .hunk(let hunk) = failure.reason { hunk } else { nil } }
}
