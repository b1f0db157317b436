import Workbench

/// The keys are an interface: they may be added to, never changed.
extension ImportReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, folder, patches
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(folder.path, forKey: .folder)
        try container.encode(patches.map(\.text), forKey: .patches)
        try surroundings.encode(to: encoder)
    }
}
