import PatchModel

/// The patches of a series, and which of them the work tree has.
public struct SeriesReport: Sendable {
    public var series: String
    public var patches: [Row]
    public var surroundings: Surroundings

    public struct Row: Sendable {
        public var number: StageNumber
        public var name: PatchName
        public var feature: FeatureFlag?
        public var diffstat: Diffstat
        public var isApplied: Bool
        /// Whether a part of it is in the work tree, because a push was forced or merged.
        public var isUnfinished: Bool
    }
}

/// The keys are an interface: they may be added to, never changed.
extension SeriesReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, patches
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(patches, forKey: .patches)
        try surroundings.encode(to: encoder)
    }
}

extension SeriesReport.Row: Encodable {
    enum CodingKeys: String, CodingKey {
        case number, name, feature, files, insertions, deletions, applied
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number.value, forKey: .number)
        try container.encode(name.text, forKey: .name)
        // null where the patch has none: the key is always there.
        try container.encode(feature?.text, forKey: .feature)
        try container.encode(diffstat.files.count, forKey: .files)
        try container.encode(diffstat.insertions, forKey: .insertions)
        try container.encode(diffstat.deletions, forKey: .deletions)
        try container.encode(isApplied, forKey: .applied)
    }
}
