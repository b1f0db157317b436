/// What a metric is about, as its unit says, or its name where that has none.
public enum MetricKind: Sendable {
    /// Seconds, or the cycles of a clock; whole, or for each of something that is counted.
    case time
    /// How much of something goes through in a time: `MB/s`, `requests per second`, `Hz`.
    case rate
    /// Things that there are more or fewer of: `misses`, acquisitions of a lock.
    case count
    /// What there is more or less of: bytes, a share, a score.
    case amount
}

extension Metric {
    public var kind: MetricKind {
        let unit = MetricUnit(self.unit)
        if unit.isTime { return .time }
        if unit.denominator?.dimension == "time" { return .rate }
        if unit.isInformation { return .amount }
        let things = unit.word ?? name
        if things.hasSuffix("cycles") || things == "cycle" { return .time }
        // English: what ends so is one thing.
        let isOne = ["ss", "us", "is"].contains { things.hasSuffix($0) }
        return things.hasSuffix("s") && !isOne ? .count : .amount
    }
}

extension MetricUnit {
    /// What is counted, in the unit's own word; nil for a bare number.
    fileprivate var word: String? {
        numerator.dimension == "number" ? nil : String(numerator.dimension.dropFirst().dropLast())
    }
}
