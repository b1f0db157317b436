import Judging

extension MetricEffect {
    /// The word for its verdict.
    var verdictName: String { judgement.rawValue }
}
