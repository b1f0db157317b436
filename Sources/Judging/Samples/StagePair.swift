import PatchModel

/// Two stages that are compared.
public struct StagePair: Hashable, Sendable {
    public var before: StageID
    public var after: StageID

    package init(before: StageID, after: StageID) {
        self.before = before
        self.after = after
    }

    /// The stages around a patch, which is none of the base.
    package init(patch: StageNumber) { self.init(before: patch.previous!.id, after: patch.id) }

    /// The patch that the stage after has and the one before has not, where it is one and all others are the same.
    public var patch: StageNumber? {
        if after.previous == before { return after.number }
        let missing = Set(before.without).subtracting(after.without)
        return missing.first { after.without([$0]) == before }
    }
}
