import Judging
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension EffectsReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, stages, effects, missing, totals, rounds, margin, confidence, seed, problems, command, host,
            toolchain
        case conditions, reused, pin, builds, caveats, interrupted, functions, nodes
        case countAndClock = "count_and_clock"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(stages, forKey: .stages)
        try container.encode(effects, forKey: .effects)
        if !totals.isEmpty { try container.encode(totals, forKey: .totals) }
        if !functions.isEmpty { try container.encode(functions, forKey: .functions) }
        let clocks = CountAndClockEntry.all(in: effects, margin: options.margin)
        if !clocks.isEmpty { try container.encode(clocks, forKey: .countAndClock) }
        try container.encode(rounds, forKey: .rounds)
        try container.encode(options.margin, forKey: .margin)
        try container.encode(options.confidence, forKey: .confidence)
        try container.encode(options.seed, forKey: .seed)
        try container.encode(options.rebuilds, forKey: .builds)
        try container.encode(problems, forKey: .problems)
        try container.encode(missing, forKey: .missing)
        try container.encode(circumstances.command, forKey: .command)
        try container.encode(circumstances.host, forKey: .host)
        if !circumstances.nodes.isEmpty { try container.encode(circumstances.nodes, forKey: .nodes) }
        try container.encode(circumstances.toolchain, forKey: .toolchain)
        try container.encode(circumstances.conditions, forKey: .conditions)
        try container.encode(circumstances.reused, forKey: .reused)
        try container.encode(circumstances.pinned?.description, forKey: .pin)
        try container.encode(caveats, forKey: .caveats)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

/// An end of an interval that the samples do not bound is null.
extension MetricEffect: Encodable {
    enum CodingKeys: String, CodingKey {
        case patch, stages, before, after, metric, parameters, unit, better, ratio, low, high, verdict, exact, rounds,
            layout
        case roundsNeeded = "rounds_needed"
        case buildsNeeded = "builds_needed"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let patch = pair.patch { try container.encode(patch.value, forKey: .patch) }
        try container.encode([pair.before, pair.after], forKey: .stages)
        try container.encode(before, forKey: .before)
        try container.encode(after, forKey: .after)
        try container.encode(metric.name, forKey: .metric)
        try container.encode(metric.parameters.values, forKey: .parameters)
        try container.encode(metric.unit, forKey: .unit)
        try container.encode(metric.better, forKey: .better)
        try container.encode(isFromZero ? nil : ratio, forKey: .ratio)
        try container.encode(isFromZero ? nil : bounds.low, forKey: .low)
        try container.encode(isFromZero ? nil : bounds.high, forKey: .high)
        try container.encode(judgement.rawValue, forKey: .verdict)
        try container.encode(isExact, forKey: .exact)
        try container.encode(rounds, forKey: .rounds)
        if let layout { try container.encode(layout, forKey: .layout) }
        if let roundsNeeded {
            try container.encode(roundsNeeded, forKey: builds == nil ? .roundsNeeded : .buildsNeeded)
        }
    }
}

extension EffectsReport.Total: Encodable {
    enum CodingKeys: String, CodingKey {
        case product
    }

    public func encode(to encoder: any Encoder) throws {
        try measured.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(product, forKey: .product)
    }
}
