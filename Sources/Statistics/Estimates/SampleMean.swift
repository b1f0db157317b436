/// The mean of one sample or more, with Student's t.
struct SampleMean {
    let value: Double
    /// Of the mean; infinite of one sample.
    let variance: Double
    let degreesOfFreedom: Double
    private var standardError: Double { variance.squareRoot() }

    init(_ samples: [Double]) {
        let count = Double(samples.count)
        let mean = samples.reduce(0, +) / count
        let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        value = mean
        variance = samples.count > 1 ? squares / (count - 1) / count : .infinity
        degreesOfFreedom = max(1, count - 1)
    }

    func interval(confidence: Double) -> Interval {
        let halfWidth =
            standardError > 0
            ? standardError * StudentT.quantile(twoSidedTail: 1 - confidence, degreesOfFreedom: degreesOfFreedom) : 0
        return Interval(low: value - halfWidth, high: value + halfWidth, confidence: confidence)
    }

    /// How probable a mean so far from 0, or farther, is where there is no effect.
    var pValue: Double {
        guard standardError > 0 else { return value == 0 ? 1 : 0 }
        return StudentT.twoSidedTail(value / standardError, degreesOfFreedom: degreesOfFreedom)
    }
}
