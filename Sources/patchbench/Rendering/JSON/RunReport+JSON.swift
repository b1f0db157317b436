import Judging
import Workbench

/// The document of `bench`, with the tests' results beside it.
extension RunReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case metrics, missing
    }

    public func encode(to encoder: any Encoder) throws {
        try tests?.encode(to: encoder)
        if let bench {
            try bench.encode(to: encoder)
        } else {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode([MetricSamples](), forKey: .metrics)
            try container.encode([StageMissing](), forKey: .missing)
        }
    }
}
