import Judging
import Outputs

/// Metrics that are to be judged and that no stage has printed yet.
struct MissingPatterns {
    private var patterns: [MetricPattern]
    private var seen: [Metric] = []
    private var firstRound: Int?

    init(_ patterns: [MetricPattern]) { self.patterns = patterns }

    mutating func see(_ output: BenchOutput) {
        guard !patterns.isEmpty else { return }
        let metrics = output.samples.map(\.metric)
        patterns.removeAll { pattern in metrics.contains(where: pattern.matches) }
        if seen.isEmpty { seen = metrics }
    }

    /// - Throws: `JudgingError.notOneMetric`, where the first round is over and something is still missing.
    mutating func check(at round: Int) throws {
        if firstRound == nil { firstRound = round }
        guard round != firstRound, let pattern = patterns.first else { return }
        throw JudgingError.notOneMetric(pattern, among: seen)
    }
}
