import PatchModel

/// The patches of a series, and which of them the work tree has.
public struct SeriesReport: Sendable {
    public var series: String
    public var patches: [Row]

    public struct Row: Sendable {
        public var number: StageNumber
        public var name: PatchName
        public var feature: FeatureFlag?
        public var diffstat: Diffstat
        public var isApplied: Bool
    }
}

/// The keys are an interface: they may be added to, never changed.
extension SeriesReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, patches
    }

    private struct Entry: Encodable {
        let number: Int
        let name: String
        let feature: String?
        let files: Int
        let insertions: Int
        let deletions: Int
        let applied: Bool

        init(_ row: Row) {
            number = row.number.value
            name = row.name.text
            feature = row.feature?.text
            files = row.diffstat.files.count
            insertions = row.diffstat.insertions
            deletions = row.diffstat.deletions
            applied = row.isApplied
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(patches.map(Entry.init), forKey: .patches)
    }
}
