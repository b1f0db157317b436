import Judging
import Statistics
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension BenchReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, metrics, missing, stages, problems, rounds, completeRounds, seed, host, toolchain, conditions,
            interrupted
        case command, builds, pin, caveats, nodes
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(measurements, forKey: .metrics)
        try container.encode(missing, forKey: .missing)
        try container.encode(stages, forKey: .stages)
        try container.encode(problems, forKey: .problems)
        try container.encode(circumstances.rounds, forKey: .rounds)
        try container.encode(circumstances.completeRounds, forKey: .completeRounds)
        try container.encode(circumstances.seed, forKey: .seed)
        try container.encode(circumstances.rebuilds, forKey: .builds)
        try container.encode(circumstances.host, forKey: .host)
        if !circumstances.nodes.isEmpty { try container.encode(circumstances.nodes, forKey: .nodes) }
        try container.encode(circumstances.toolchain, forKey: .toolchain)
        try container.encode(circumstances.command, forKey: .command)
        try container.encode(circumstances.conditions, forKey: .conditions)
        try container.encode(circumstances.pinned?.description, forKey: .pin)
        try container.encode(caveats, forKey: .caveats)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

extension MetricSamples: Encodable {
    enum CodingKeys: String, CodingKey {
        case stage, metric, parameters, unit, better, median, spread, samples
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stage, forKey: .stage)
        try container.encode(metric.name, forKey: .metric)
        try container.encode(metric.parameters.values, forKey: .parameters)
        try container.encode(metric.unit, forKey: .unit)
        try container.encode(metric.better, forKey: .better)
        try container.encode(median, forKey: .median)
        try container.encode(spread, forKey: .spread)
        try container.encode(samples, forKey: .samples)
    }
}

extension StageProblem: Encodable {
    enum CodingKeys: String, CodingKey {
        case stage, kind
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stage, forKey: .stage)
        try container.encode(kind, forKey: .kind)
    }
}
