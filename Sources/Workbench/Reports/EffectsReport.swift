import Judging
import Machine
import Outputs

/// What patches, or two stages, changed.
public struct EffectsReport: Sendable {
    public var series: String
    /// The stages that were compared, in order.
    public var stages: [StageLabel]
    /// By pair, then in the order of the metrics. A pair of which a stage could not be measured has none.
    public var effects: [MetricEffect]
    /// From the first stage to the last, by metric, where patches are told apart.
    public var totals: [Total]
    /// Behind the effects on instructions.
    public var functions: [FunctionTable] = []
    /// Without the warm-up.
    public var rounds: Int
    public var problems: [StageProblem]
    /// What stages have no number of.
    public var missing: [StageMissing] = []
    public var options: ComparisonOptions
    public var circumstances: Circumstances
    public var caveats: [Caveat]
    public var wasInterrupted: Bool

    public struct Total: Sendable {
        /// Of the patches' ratios; nil where one is missing.
        public var product: Double?
        /// The last stage against the first, in the same rounds.
        public var measured: MetricEffect
    }

    /// What the numbers were measured with and on.
    public struct Circumstances: Sendable {
        public var command: String
        public var host: HostInfo
        /// The first line that the toolchain command printed, where the plan has one.
        public var toolchain: String?
        public var conditions: [String: Parameters.Value]
        /// What the processes were pinned to, if they were.
        public var pinned: CPUSet?
        /// Earlier runs; nil where none were to be taken over.
        public var reused: [ReusedRun]?
        /// Who measured, where that was not the host itself.
        public var nodes: [NodeShare] = []

        /// As the benchmark says, else those of the machine.
        public var cpus: Int { conditions["cpus"]?.number.map { Int($0) } ?? host.cpus }
    }
}
