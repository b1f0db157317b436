import Outputs

/// The keys are an interface: they may be added to, never changed. Of tests there may be a million, so they are printed
/// behind the others.
extension OutputReading: Encodable {
    enum CodingKeys: String, CodingKey {
        case metrics, conditions, missing, problems
    }

    private struct Sample: Encodable {
        let metric: String
        let parameters: [String: Parameters.Value]
        let unit: String
        let value: Double
        let better: Metric.Direction
    }

    struct Test: Encodable {
        let name: String
        let outcome: TestResult.Outcome
        let expected: Bool
        let message: String
        let times: Int
    }

    func print() throws {
        try JSONDocument.print(
            self, last: "tests",
            tests.lazy.map { test in
                Test(
                    name: test.name, outcome: test.outcome, expected: test.isExpected, message: test.message,
                    times: test.times)
            })
    }

    public func encode(to encoder: any Encoder) throws {
        let metrics = samples.map { metric, value in
            Sample(
                metric: metric.name, parameters: metric.parameters.values, unit: metric.unit, value: value,
                better: metric.better)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metrics, forKey: .metrics)
        try container.encode(conditions, forKey: .conditions)
        try container.encode(missing, forKey: .missing)
        try container.encode(problems, forKey: .problems)
    }
}

extension OutputReading.Problem: Encodable {
    enum CodingKeys: String, CodingKey {
        case line, message, metric, parameters, reason
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(line, forKey: .line)
        try container.encode(message, forKey: .message)
        guard case .missing(let missing) = self else { return }
        try container.encode(missing.metric, forKey: .metric)
        try container.encode(missing.parameters.values, forKey: .parameters)
        try container.encode(missing.reason.word, forKey: .reason)
    }
}

extension MissingMetric: Encodable {
    enum CodingKeys: String, CodingKey {
        case metric, parameters, reason, line, message
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metric, forKey: .metric)
        try container.encode(parameters.values, forKey: .parameters)
        try container.encode(reason.word, forKey: .reason)
        try container.encode(line, forKey: .line)
        try container.encode(message, forKey: .message)
    }
}
