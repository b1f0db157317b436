/// How finely a metric can be read: a coarse clock, or a count, gives the same value again and again.
struct Resolution: Sendable {
    /// The smallest difference of two values.
    private var step = Double.infinity
    private var hasTies = false
    /// Whether one stage has given different values.
    private var varies = false

    /// `earlier`: the values before this one, and whether each is of the same stage.
    mutating func observe(_ value: Double, earlier: some Sequence<(value: Double, isSameStage: Bool)>) {
        for other in earlier {
            let difference = abs(value - other.value)
            if difference <= 1e-12 * max(abs(value), abs(other.value)) {
                hasTies = true
            } else {
                step = min(step, difference)
                varies = varies || other.isSameStage
            }
        }
    }

    /// The distance of two ticks; 0 where no value has come twice.
    var tick: Double { hasTies && step.isFinite ? step : 0 }

    /// The standard deviation of values that lie on two neighbouring ticks alike: less noise than this is not seen,
    /// and may be there. 0 where no stage has given two values, for then the metric is exact.
    var noise: Double { varies ? tick / 2 : 0 }
}
