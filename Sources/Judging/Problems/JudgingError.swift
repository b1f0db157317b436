import Outputs

/// Why something cannot be judged, or not be searched for.
public enum JudgingError: Error, Sendable {
    /// A claim that cannot be read; the line is nil where it is not known.
    case badClaim(String, ClaimProblem, file: String, line: Int?)
    /// No metric, or more than one, is what the pattern says.
    case notOneMetric(MetricPattern, among: [Metric])
    case noSuchTest(String, known: [String])
}
