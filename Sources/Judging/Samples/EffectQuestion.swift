import Outputs

/// What is to be said of a pair of stages.
package struct EffectQuestion: Hashable, Sendable {
    package let pair: StagePair
    /// For an interaction: by how much does the effect differ from that of this pair?
    package var against: StagePair?
    package let metric: Metric

    package init(pair: StagePair, against: StagePair? = nil, metric: Metric) {
        self.pair = pair
        self.against = against
        self.metric = metric
    }
}
