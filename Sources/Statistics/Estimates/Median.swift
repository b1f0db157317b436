import Foundation

/// The middle sample, or the mean of the two in the middle. nil without samples. O(n log n).
public func median(_ samples: some Collection<Double>) -> Double? {
    let sorted = samples.sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// The median absolute deviation from the median, times 1.4826: the standard deviation where the samples are Gaussian.
/// nil without samples.
public func medianAbsoluteDeviation(_ samples: some Collection<Double>) -> Double? {
    guard let centre = median(samples) else { return nil }
    return median(samples.map { abs($0 - centre) }).map { 1.4826 * $0 }
}

/// The median with the interval between two order statistics: no assumption but independent samples of one continuous
/// distribution (Conover, Practical Nonparametric Statistics, section 3.2). Below 6 samples the whole range does not
/// reach 95%; the interval's `confidence` says what it reaches. nil without samples.
public func estimateMedian(_ samples: some Collection<Double>, confidence: Double = 0.95) -> Estimate? {
    let sorted = samples.sorted()
    guard let value = median(sorted) else { return nil }
    let rank = medianRank(count: sorted.count, confidence: confidence)
    let interval = Interval(
        low: sorted[rank.index], high: sorted[sorted.count - 1 - rank.index], confidence: rank.confidence)
    return Estimate(value: value, interval: interval)
}

/// The largest k such that the order statistics k and n - 1 - k (from 0) hold the median with the confidence asked for;
/// 0, the whole range, where none does. Their confidence is 1 - 2 P(Binomial(n, 1/2) <= k).
private func medianRank(count: Int, confidence: Double) -> (index: Int, confidence: Double) {
    var logTerm = -Double(count) * log(2)
    var tail = exp(logTerm)
    var best = (index: 0, confidence: max(0, 1 - 2 * tail))
    var index = 1
    while index < (count + 1) / 2 {
        logTerm += log(Double(count - index + 1) / Double(index))
        tail += exp(logTerm)
        guard 1 - 2 * tail >= confidence else { break }
        best = (index, 1 - 2 * tail)
        index += 1
    }
    return best
}
