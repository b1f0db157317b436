import Outputs

/// What is wrong with a claim.
public enum ClaimProblem: Error, Hashable, Sendable {
    /// It has none of the forms.
    case unknownForm
    case metrics(MetricPatternProblem)
    /// 0%, or a fall by 100% or more.
    case impossibleShare
}
