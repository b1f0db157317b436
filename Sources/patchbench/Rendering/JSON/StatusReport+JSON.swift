import Workbench

/// The keys are an interface: they may be added to, never changed.
extension StatusReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, stage, applied, unapplied, edits, next, problems, folder
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(stage, forKey: .stage)
        try container.encode(applied, forKey: .applied)
        try container.encode(unapplied, forKey: .unapplied)
        try container.encode(edits, forKey: .edits)
        // null where there is none: the key is always there.
        try container.encode(next, forKey: .next)
        try container.encode(problems.map(\.text), forKey: .problems)
        try container.encode(folder, forKey: .folder)
    }
}

extension RestoreReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, edits
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(edits, forKey: .edits)
    }
}

extension FileChanged: Encodable {
    enum CodingKeys: String, CodingKey {
        case path, kind
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path.description, forKey: .path)
        try container.encode(kind.rawValue, forKey: .kind)
    }
}
