import Judging
import PatchModel

/// A number; the text `11-5` where patches are left out.
extension StageID: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if without.isEmpty { try container.encode(value) } else { try container.encode(description) }
    }
}

/// Stages are numbers, names and flags are text in JSON.
extension StageLabel: Encodable {
    enum CodingKeys: String, CodingKey {
        case stage, name, feature, edits
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .stage)
        try container.encode(patch?.text ?? "base", forKey: .name)
        try container.encode(feature?.text, forKey: .feature)
        try container.encode(hasEdits, forKey: .edits)
        try CommitEntry(commit: commit).encode(to: encoder)
    }
}
