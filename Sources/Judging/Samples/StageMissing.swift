import Outputs
import PatchModel

/// A metric that a stage has no number of.
public struct StageMissing: Hashable, Sendable {
    public let stage: StageID
    public let metric: MissingMetric

    /// By stage, then by name.
    var order: (StageID, String) { (stage, metric.metric + metric.parameters.values.description) }
}
