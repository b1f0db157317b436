import Judging
import Outputs

/// The keys are an interface: they may be added to, never changed.
extension StageMissing: Encodable {
    enum CodingKeys: String, CodingKey {
        case stage
    }

    public func encode(to encoder: any Encoder) throws {
        try metric.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stage, forKey: .stage)
    }
}
