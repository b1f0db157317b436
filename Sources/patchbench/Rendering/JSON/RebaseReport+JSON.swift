import Workbench

/// The keys are an interface: they may be added to, never changed.
extension RebaseReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, base, upstream, merged, stopped, conflicts, stage, folder
    }

    /// `stopped` is null where it went to the end.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(base, forKey: .base)
        try container.encode(upstream.map(\.text), forKey: .upstream)
        try container.encode(merged.map(\.text), forKey: .merged)
        try container.encode(stop?.patch, forKey: .stopped)
        try container.encode((stop?.files ?? []).map(\.description), forKey: .conflicts)
        try container.encode(stage, forKey: .stage)
        try container.encode(folder, forKey: .folder)
    }
}
