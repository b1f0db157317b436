import Input
import PatchModel

/// What stands around the patches of a series.
public struct Surroundings: Sendable {
    /// Subject and text of the cover letter.
    public var coverLetter: PatchHeader?
    /// The patches that a mail of the -mm tree lists as pending.
    public var pending: [PatchName]
    /// Those of them that the series does not have.
    public var missing: [PatchName]
    /// What was left out when the series was read.
    public var notes: [SourceNote]
    /// What of the base no stage has.
    public var baseNotes: [BaseNote]

    init(_ loaded: LoadedSeries, _ base: BaseTree? = nil) {
        baseNotes = base?.notes ?? []
        coverLetter = loaded.coverLetter
        pending = loaded.pending
        missing = loaded.missing
        notes = loaded.notes
    }
}
