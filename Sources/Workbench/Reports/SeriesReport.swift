import PatchModel

/// The patches of a series, and which of them the work tree has.
public struct SeriesReport: Sendable {
    public var series: String
    public var patches: [Row]
    public var surroundings: Surroundings

    /// The patches that are applied, in their order; one that is there in part is not.
    public var applied: [PatchName] { patches.filter(\.isApplied).map(\.name) }

    /// The others, one that is there in part among them.
    public var unapplied: [PatchName] { patches.filter { !$0.isApplied }.map(\.name) }

    public struct Row: Sendable {
        public var number: StageNumber
        public var name: PatchName
        public var feature: FeatureFlag?
        /// The commit that it is.
        public var commit: PatchCommit?
        public var diffstat: Diffstat
        public var isApplied: Bool
        /// Whether a part of it is in the work tree, because a push was forced or merged.
        public var isUnfinished: Bool
    }
}
