import PatchModel

/// Two stages that are compared.
public struct StagePair: Hashable, Sendable {
    public var before: StageNumber
    public var after: StageNumber

    package init(before: StageNumber, after: StageNumber) {
        self.before = before
        self.after = after
    }

    /// The patch that the stage after has and the one before has not, where it is one and all others are the same.
    public var patch: StageNumber? {
        if after.previous == before { return StageNumber(after.value) }
        let missing = Set(before.without).subtracting(after.without).map { StageNumber($0) }
        return missing.first { after.without([$0]) == before }
    }
}
