import PatchModel

/// How a report calls a stage.
public struct StageLabel: Sendable, Equatable {
    public var number: StageID
    /// The patch that makes the stage; nil for the base.
    public var patch: PatchName?
    public var feature: FeatureFlag?

    package init(number: StageID, patch: PatchName? = nil, feature: FeatureFlag? = nil) {
        self.number = number
        self.patch = patch
        self.feature = feature
    }

    /// The shortest telling name: the flag, else the patch's name, else `base`.
    public var name: String { feature?.text ?? patch?.text ?? "base" }
}
