import Judging
import Workbench

/// The document of `attribute`, with what is said of the patches that are last marked. The keys are an interface: they
/// may be added to, never changed.
extension AblationReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case effects, interactions, needed
    }

    public func encode(to encoder: any Encoder) throws {
        try effects.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        let entries = effects.effects.map { Entry(effect: $0, isLast: true) } + inPlace.map { Entry(effect: $0) }
        try container.encode(entries, forKey: .effects)
        try container.encode(interactions, forKey: .interactions)
        try container.encode(needed, forKey: .needed)
    }

    private struct Entry: Encodable {
        let effect: MetricEffect
        var isLast = false

        enum CodingKeys: String, CodingKey {
            case without
        }

        func encode(to encoder: any Encoder) throws {
            try effect.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            if isLast { try container.encode(true, forKey: .without) }
        }
    }
}

extension PatchBinding: Encodable {
    enum CodingKeys: String, CodingKey {
        case patch, by, path, hunk, line
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(needed.number, forKey: .patch)
        try container.encode(by.number, forKey: .by)
        try container.encode(failure.path.description, forKey: .path)
        // null where it is not a hunk that binds them: the keys are always there.
        try container.encode(hunk?.hunk, forKey: .hunk)
        try container.encode(hunk?.expectedLine, forKey: .line)
    }
}
