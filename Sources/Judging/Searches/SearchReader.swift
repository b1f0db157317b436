import Outputs
import Statistics

/// Reads what runs of stages gave as the answers that a search asks for.
package struct SearchReader: Sendable {
    /// The metric that was meant, once it was measured.
    package private(set) var metric: Metric?
    private var tests: Set<String> = []
    /// Runs that did not have the test.
    private var misses = 0

    package init() {}

    /// - Throws: `JudgingError.notOneMetric`.
    package mutating func read(
        _ output: BenchOutput, for pattern: MetricPattern
    ) throws(JudgingError) -> Bisection.Reading {
        let found = output.samples.filter { pattern.matches($0.metric) }
        guard found.count == 1 else { throw .notOneMetric(pattern, among: output.samples.map(\.metric)) }
        metric = found[0].metric
        return .metric(found[0].value)
    }

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
            return .untestable
        }
    }
}
