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
}
