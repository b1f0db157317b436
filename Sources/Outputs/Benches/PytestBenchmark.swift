import Foundation

/// What `pytest --benchmark-json` writes.
///
/// Metric `time`, the mean of the rounds in seconds, by the parameter `benchmark`, the test's full name.
/// Source: docs/usage.rst of ionelmc/pytest-benchmark.
enum PytestBenchmark {
    private struct Document: Decodable {
        var benchmarks: [Run]
    }

    private struct Run: Decodable {
        var fullname: String
        var stats: Statistics

        struct Statistics: Decodable {
            var mean: Double
        }
    }

    package static func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        JSONText(text).decode(Document.self).flatMap { document in
            var collector = SampleCollector()
            for run in document.benchmarks {
                let parameters = Parameters(["benchmark": .text(run.fullname)])
                collector.add(Metric(name: "time", parameters: parameters, unit: "s", better: .less), run.stats.mean)
            }
            return collector.output
        }
    }
}
