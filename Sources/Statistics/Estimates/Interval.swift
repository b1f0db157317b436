/// A confidence interval, ends included. Either end may be infinite where the samples do not bound it.
public struct Interval: Equatable, Sendable {
    public let low: Double
    public let high: Double
    /// The confidence that it has, in 0..<1. Rank intervals come in steps, so it may be above what was asked for,
    /// and below it where there are too few samples for any interval of that confidence.
    public let confidence: Double

    public init(low: Double, high: Double, confidence: Double) {
        precondition(low <= high, "an interval's low end is not above its high end")
        self.low = low
        self.high = high
        self.confidence = confidence
    }

    public func contains(_ value: Double) -> Bool {
        low <= value && value <= high
    }

    public func isInside(_ outer: ClosedRange<Double>) -> Bool {
        outer.lowerBound <= low && high <= outer.upperBound
    }

    public func isOutside(_ other: ClosedRange<Double>) -> Bool {
        high < other.lowerBound || other.upperBound < low
    }

    /// The interval of a rising function of the value; ranks and so the confidence stay.
    public func mapped(_ transform: (Double) -> Double) -> Interval {
        Interval(low: transform(low), high: transform(high), confidence: confidence)
    }
}

/// A value estimated from samples, with its interval.
public struct Estimate: Equatable, Sendable {
    public let value: Double
    public let interval: Interval

    public init(value: Double, interval: Interval) {
        self.value = value
        self.interval = interval
    }

    public func mapped(_ transform: (Double) -> Double) -> Estimate {
        Estimate(value: transform(value), interval: interval.mapped(transform))
    }
}
