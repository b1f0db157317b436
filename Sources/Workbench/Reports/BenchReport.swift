import Judging
import Machine
import Outputs

/// What a benchmark of some stages gave.
public struct BenchReport: Sendable {
    public var series: String
    /// The stages that were asked for, in order.
    public var stages: [StageLabel]
    /// By stage, then in the order in which the benchmark prints its metrics.
    public var measurements: [MetricSamples] = []
    /// Each stage against the one before it, by pair and then by metric; all judged together.
    public var effects: [MetricEffect] = []
    /// The last stage against the first, by metric, where there are more than two.
    public var totals: [MetricEffect] = []
    public var problems: [StageProblem] = []
    /// What stages have no number of.
    public var missing: [StageMissing] = []
    public var circumstances: Circumstances
    public var caveats: [Caveat] = []
    public var wasInterrupted = false

    /// What the numbers were measured with and on; a table without it says little.
    public struct Circumstances: Sendable {
        /// The bench command, as in the plan.
        public var command: String
        public var rounds: Int
        /// Rounds in which every stage was measured.
        public var completeRounds = 0
        /// Whether the budget ended the rounds.
        public var isSpent = false
        public var seed: UInt64
        /// Builds of each stage, which rounds go through in turn.
        public var rebuilds = 1
        public var host: HostInfo
        /// The first line that the toolchain command printed, where the plan has one.
        public var toolchain: String?
        /// What the benchmark itself says of its run, such as CPUs and objects; by name.
        public var conditions: [String: Parameters.Value] = [:]
        /// What the processes were pinned to, if they were.
        public var pinned: CPUSet?
        /// Who measured, where that was not the host itself.
        public var nodes: [NodeShare] = []
    }
}
