import Judging
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension DoctorReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case host, checks, selfComparison = "aa", sandbox, pin, caveats, problems, interrupted
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(host, forKey: .host)
        try container.encode(checks, forKey: .checks)
        // null where there is none: the key is always there.
        try container.encode(selfComparison, forKey: .selfComparison)
        try container.encode(sandboxComparison, forKey: .sandbox)
        try container.encode(pinned?.description, forKey: .pin)
        try container.encode(caveats, forKey: .caveats)
        try container.encode(problems, forKey: .problems)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

extension SelfComparison: Encodable {
    enum CodingKeys: String, CodingKey {
        case command, rounds, seconds, metrics, margin, confidence, seed
        case roundsInOneMinute = "rounds_in_one_minute"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(command, forKey: .command)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(time / .seconds(1), forKey: .seconds)
        try container.encode(roundsInOneMinute, forKey: .roundsInOneMinute)
        try container.encode(metrics, forKey: .metrics)
        try container.encode(options.margin, forKey: .margin)
        try container.encode(options.confidence, forKey: .confidence)
        try container.encode(options.seed, forKey: .seed)
    }
}

extension SelfComparison.Finding: Encodable {
    enum CodingKeys: String, CodingKey {
        case metric, parameters, unit, ratio, low, high, verdict, exact, deviation
        case toldInOneMinute = "told_in_one_minute"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(effect.metric.name, forKey: .metric)
        try container.encode(effect.metric.parameters.values, forKey: .parameters)
        try container.encode(effect.metric.unit, forKey: .unit)
        try container.encode(effect.ratio, forKey: .ratio)
        try container.encode(effect.bounds.low, forKey: .low)
        try container.encode(effect.bounds.high, forKey: .high)
        try container.encode(effect.judgement.rawValue, forKey: .verdict)
        try container.encode(effect.isExact, forKey: .exact)
        try container.encode(deviation, forKey: .deviation)
        try container.encode(toldInOneMinute, forKey: .toldInOneMinute)
    }
}
