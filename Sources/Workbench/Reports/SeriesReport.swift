import PatchModel

/// The patches of a series, and which of them the work tree has.
public struct SeriesReport: Sendable {
    public var series: String
    public var patches: [Row]
    public var surroundings: Surroundings
    public struct Row: Sendable {
        public var number: StageNumber
        public var name: PatchName
        public var summary: PatchSummary
        public var isApplied: Bool
        /// Whether a part of it is in the work tree, because a push was forced or merged.
        public var isUnfinished: Bool
    }
}

extension SeriesReport.Row {
    public var feature: FeatureFlag? { summary.feature }
    /// The commit that it is.
    public var commit: PatchCommit? { summary.commit }
}

/// The names of the patches of a series, and which of them the work tree has.
public struct PatchStack: Sendable {
    public var series: String
    public var names: [PatchName]
    /// So many, from the first on.
    public var count: Int

    /// In their order; one that is there in part is none of them.
    public var applied: ArraySlice<PatchName> { names.prefix(count) }

    /// The others, one that is there in part among them.
    public var unapplied: ArraySlice<PatchName> { names.dropFirst(count) }
}
