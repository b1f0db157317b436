import PatchModel

/// How a report calls a stage.
public struct StageLabel: Sendable, Equatable {
    public var number: StageID
    /// The patch that makes the stage; nil for the base.
    public var patch: PatchName?
    public var feature: FeatureFlag?
    /// The commit that the patch is.
    public var commit: PatchCommit?

    /// Whether it is the stage with the edits that the work tree had.
    public var hasEdits: Bool

    package init(
        number: StageID, patch: PatchName? = nil, feature: FeatureFlag? = nil, commit: PatchCommit? = nil,
        hasEdits: Bool = false
    ) {
        self.number = number
        self.patch = patch
        self.feature = feature
        self.commit = commit
        self.hasEdits = hasEdits
    }

    /// The shortest telling name: the flag, else the patch's name, else `base`.
    public var name: String { (feature?.text ?? patch?.text ?? "base") + (hasEdits ? " " + Self.edited : "") }

    /// What tells a stage with edits from itself.
    public static let edited = "with edits"
}
