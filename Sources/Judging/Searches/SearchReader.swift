import Outputs
import Statistics

/// Reads what runs of stages gave as the answers that a search asks for.
package struct SearchReader: Sendable {
    /// The metric that was meant, once it was measured.
    package private(set) var metric: Metric?
    private var tests: Set<String> = []
    /// Whether one run tells the metric exactly.
    package private(set) var isExact = false
    /// Runs that did not have the metric or the test.
    private var misses = 0

    package init() {}

    /// False for a time, of which a coarse clock repeats the very same values.
    package var canBeFirm: Bool { metric.map { !MetricUnit($0.unit).isTime } ?? true }

    /// A stage that does not print the metric cannot be asked for it.
    /// - Throws: `JudgingError.notOneMetric` for more than one, and where neither this run nor an earlier one had it.
    package mutating func read(
        _ output: BenchOutput, for pattern: MetricPattern
    ) throws(JudgingError) -> Bisection.Reading {
        let found = output.samples.filter { pattern.matches($0.metric) }
        guard let first = found.first else {
            misses += 1
            if misses > 1, metric == nil { throw .notOneMetric(pattern, among: output.samples.map(\.metric)) }
            return .untestable
        }
        guard found.count == 1 else { throw .notOneMetric(pattern, among: output.samples.map(\.metric)) }
        metric = first.metric
        isExact = first.metric.isExact(under: output.conditions)
        return .metric(found[0].value)
    }

    /// A test that a run did not come to, because it crashed, took too long or ended before its time, did not pass.
    /// - Throws: `JudgingError.noSuchTest` where neither this run nor an earlier one had it.
    package mutating func read(
        _ results: [TestResult], for test: String
    ) throws(JudgingError) -> Bisection.Reading {
        tests.formUnion(results.map(\.name))
        switch results.merged.first(where: { $0.name == test })?.outcome {
        case .pass: return .passed
        case .fail, .crash, .timeout: return .failed
        case .skip: return .untestable
        case nil:
            // Not on the first stage, nor on another one.
            misses += 1
            if misses > 1, !tests.contains(test) { throw .noSuchTest(test, known: tests.sorted()) }
            let isBroken = results.contains { TestResult.isOfCommand($0.name) && $0.isUnexpectedFailure }
            return isBroken ? .failed : .untestable
        }
    }
}
