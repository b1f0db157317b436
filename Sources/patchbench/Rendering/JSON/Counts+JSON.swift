import Judging

/// The keys are an interface: they may be added to, never changed.
extension FunctionTable: Encodable {
    enum CodingKeys: String, CodingKey {
        case patch, stages, functions
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(pair.patch?.value, forKey: .patch)
        try container.encode([pair.before, pair.after], forKey: .stages)
        try container.encode(changes, forKey: .functions)
    }
}

extension FunctionChange: Encodable {
    enum CodingKeys: String, CodingKey {
        case function, symbol, file, before, after, inlined
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(readableName, forKey: .function)
        try container.encode(name, forKey: .symbol)
        try container.encode(file, forKey: .file)
        try container.encode(before, forKey: .before)
        try container.encode(after, forKey: .after)
        try container.encode(inlined.map { "\($0.file):\($0.line)" }, forKey: .inlined)
    }
}

/// A count and the clock, as JSON shows them.
struct CountAndClockEntry: Encodable {
    let one: CountAndClock
    let margin: Double

    enum CodingKeys: String, CodingKey {
        case patch, stages, instructions, times, clock, disagree
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(one.pair.patch?.value, forKey: .patch)
        try container.encode([one.pair.before, one.pair.after], forKey: .stages)
        try container.encode(one.count.ratio, forKey: .instructions)
        try container.encode(one.change, forKey: .times)
        try container.encode(one.clock.rawValue, forKey: .clock)
        try container.encode(one.disagrees(margin), forKey: .disagree)
    }

    static func all(in effects: [MetricEffect], margin: Double) -> [CountAndClockEntry] {
        CountAndClock.all(in: effects).map { CountAndClockEntry(one: $0, margin: margin) }
    }
}
