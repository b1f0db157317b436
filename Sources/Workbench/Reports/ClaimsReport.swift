import Judging

/// What the patches claim, and whether it holds.
public struct ClaimsReport: Sendable {
    public var series: String
    /// In the order of the patches; those of the series come first.
    public var claims: [ClaimFinding]
    /// Those that claim something.
    public var patches: [StageLabel]
    /// Rounds measured for them, without the warm-up.
    public var rounds = 0
    public var problems: [StageProblem] = []
    public var caveats: [Caveat] = []
    /// Earlier runs; nil where none were to be taken over.
    public var reused: [ReusedRun]?
    public var wasInterrupted = false
}
