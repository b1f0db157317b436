/// Why a stage could not be made.
public struct StageFailure: Hashable, Sendable {
    public let stage: StageID
    public let patch: PatchName
    /// The patch's file, as the source names it.
    public let file: String
    public let failure: PatchFailure

    public init(stage: StageID, patch: PatchName, file: String, failure: PatchFailure) {
        self.stage = stage
        self.patch = patch
        self.file = file
        self.failure = failure
    }
}
