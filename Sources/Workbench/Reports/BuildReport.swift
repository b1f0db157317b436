import Judging

/// How building some stages went.
public struct BuildReport: Sendable {
    public var series: String
    /// In the order of the stages.
    public var builds: [Build] = []
    public var wasInterrupted = false

    public struct Build: Sendable {
        public var stage: StageLabel
        public var outcome: Outcome
        public var duration: Duration = .zero
        /// Where what it left can be run.
        public var folder: String?
    }

    public enum Outcome: Sendable {
        case built
        /// It had been built before.
        case reused
        case failed(StageProblem)
        case interrupted
    }

    public var problems: [StageProblem] {
        builds.compactMap { if case .failed(let problem) = $0.outcome { problem } else { nil } }
    }
}
