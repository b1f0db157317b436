/// Why this module could not go on. A patch that does not apply is not among these: see `PatchOutcome`.
public enum PatchError: Error, Hashable, Sendable {
    /// The text of a patch or series file is wrong or dangerous.
    case malformed(SourceLocation, Malformation)
    /// No stage has this name; the nearest names that there are.
    case unknownStage(String, nearest: [String])
    /// More than one patch has this in its name.
    case ambiguousStage(String, candidates: [PatchName])
    /// The number lies beyond the last stage.
    case noSuchStage(Int, last: StageNumber)
    /// `A..B` was wanted and this is not one.
    case notARange(String)
    /// Two patches of a series have one name.
    case duplicatePatch(PatchName)
    /// The task was cancelled while patches were read.
    case interrupted
}
