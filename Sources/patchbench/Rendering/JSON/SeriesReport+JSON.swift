import Workbench

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
        try container.encode(summary.files, forKey: .files)
        try container.encode(summary.insertions, forKey: .insertions)
        try container.encode(summary.deletions, forKey: .deletions)
        try container.encode(isApplied, forKey: .applied)
        try CommitEntry(commit: commit).encode(to: encoder)
    }
}
