import PatchModel

/// Stages are numbers, names and flags are text in JSON.
extension StageLabel: Encodable {
    enum CodingKeys: String, CodingKey {
        case stage, name, feature
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number.value, forKey: .stage)
        try container.encode(patch?.text ?? "base", forKey: .name)
        try container.encode(feature?.text, forKey: .feature)
    }
}
