import Outputs
import PatchModel
import Statistics

/// The samples of one metric of one stage, one a round.
public struct MetricSamples: Sendable {
    public var stage: StageID
    public var metric: Metric
    /// In the order of the rounds; not empty.
    public var samples: [Double]

    package init(stage: StageID, metric: Metric, samples: [Double]) {
        self.stage = stage
        self.metric = metric
        self.samples = samples
    }

    public var median: Double { Statistics.median(samples)! }

    /// The standard deviation as a share of the median, from the median deviation, so that an outlier does not count;
    /// nil of one sample, and where the median is 0 and not all are.
    public var spread: Double? {
        guard samples.count > 1, let deviation = medianAbsoluteDeviation(samples) else { return nil }
        return median == 0 ? (samples.allSatisfy { $0 == 0 } ? 0 : nil) : deviation / abs(median)
    }

    /// The median's interval at 95%; of fewer than 6 samples their whole range, which is less sure.
    public var interval: Interval { estimateMedian(samples)!.interval }
}
