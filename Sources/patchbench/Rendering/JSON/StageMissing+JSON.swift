import Judging
import Outputs

/// The keys are an interface: they may be added to, never changed.
extension StageMissing: Encodable {
    enum CodingKeys: String, CodingKey {
        case stage, metric, parameters, reason, line, message
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stage, forKey: .stage)
        try container.encode(metric.metric, forKey: .metric)
        try container.encode(metric.parameters.values, forKey: .parameters)
        try container.encode(metric.reason.word, forKey: .reason)
        try container.encode(metric.line, forKey: .line)
        try container.encode(metric.message, forKey: .message)
    }
}

extension MissingMetric.Reason {
    /// As people and programs read it.
    var word: String {
        switch self {
        case .notPrinted: "not printed"
        case .noNumber: "no number"
        case .skipped, .failed: rawValue
        }
    }
}
