import Foundation

/// The centre of a symmetric distribution: the median of the Walsh averages (x_i + x_j) / 2, i <= j (Hodges and Lehmann
/// 1963), with the interval that inverts Wilcoxon's signed-rank test. As good as the mean on Gaussian samples to 5%,
/// and not moved by outliers. O(n^2 log n) time, O(n^2) memory.
///
/// A rank interval of confidence c needs at least log2(2 / (1 - c)) samples: 6 for 95%. Where there are fewer, the
/// range of the samples is widened to Student's t interval: normal theory stands in where ranks have run out. nil
/// without samples.
public func estimateCentre(_ samples: [Double], confidence: Double = 0.95) -> Estimate? {
    CentreEstimator(samples)?.estimate(confidence: confidence)
}

/// `estimateCentre`, for several intervals of the same samples.
struct CentreEstimator {
    let value: Double
    private let samples: [Double]
    private let averages: [Double]

    init?(_ samples: [Double]) {
        self.samples = samples
        averages = walshAverages(samples)
        guard let value = median(averages) else { return nil }
        self.value = value
    }

    func estimate(confidence: Double) -> Estimate {
        Estimate(value: value, interval: interval(confidence: confidence))
    }

    func interval(confidence: Double) -> Interval {
        if let found = SignedRank.intervalIndex(count: samples.count, confidence: confidence) {
            return Interval(
                low: averages[found.index], high: averages[averages.count - 1 - found.index],
                confidence: found.confidence)
        }
        let student = SampleMean(samples).interval(confidence: confidence)
        return Interval(
            low: min(averages[0], student.low), high: max(averages[averages.count - 1], student.high),
            confidence: confidence)
    }
}

/// The p-value that agrees with `estimateCentre`: signed-rank, and Student's t where the ranks of so few samples cannot
/// say less; never below Student's t there. 1 without samples.
public func centreTest(_ samples: [Double]) -> Double {
    let ranks = SignedRank.pValue(samples)
    let floor = exp2(1 - Double(samples.count))
    guard ranks <= floor, samples.count > 1 else { return ranks }
    return min(ranks, SampleMean(samples).pValue)
}

/// Sorted.
private func walshAverages(_ samples: [Double]) -> [Double] {
    var averages: [Double] = []
    averages.reserveCapacity(samples.count * (samples.count + 1) / 2)
    for (index, first) in samples.enumerated() {
        for second in samples[index...] { averages.append((first + second) / 2) }
    }
    return averages.sorted()
}
