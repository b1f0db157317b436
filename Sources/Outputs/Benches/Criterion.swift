import Foundation

/// Criterion's estimates: the files `<benchmark>/new/estimates.json` that it leaves in `target/criterion`, or what
/// `cargo criterion --message-format=json` prints, one message a line.
///
/// Metric `time`, the mean in nanoseconds, by the parameter `benchmark`.
/// Source: the chapters on cargo-criterion and on its messages in criterion's book; criterion/src/estimate.rs.
package enum Criterion {
    /// The folder of a benchmark's last run, and the file in it.
    package static let estimatesFile = "new/estimates.json"

    private struct Estimates: Decodable {
        var mean: Estimate

        struct Estimate: Decodable {
            var value: Double

            enum CodingKeys: String, CodingKey {
                case value = "point_estimate"
            }
        }
    }

    private struct Message: Decodable {
        var reason: String?
        var id: String?
        var mean: Estimate?

        struct Estimate: Decodable {
            var estimate: Double
            var unit: String?
        }
    }

    package static func isFormat(keys: Set<String>) -> Bool {
        keys.contains("reason") || keys.isSuperset(of: ["mean", "median"])
    }

    /// Messages, or one file's estimates, which do not say whose they are.
    package static func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        if let keys = JSONText(text).topLevelKeys, !keys.contains("reason") {
            return read([(benchmark: "", text: text)]).mapError(\.problem)
        }
        var collector = SampleCollector()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            switch JSONText(String(line)).decode(Message.self) {
            case .success(let message):
                guard message.reason == "benchmark-complete" else { continue }
                guard let id = message.id else { return .failure(.line(index + 1, of: text, .missing(key: "id"))) }
                guard let mean = message.mean else {
                    return .failure(.line(index + 1, of: text, .missing(key: "mean")))
                }
                collector.add(metric(of: id, unit: mean.unit ?? "ns"), mean.estimate)
            case .failure(.badLine(_, _, let reason)): return .failure(.line(index + 1, of: text, reason))
            case .failure(let problem): return .failure(problem)
            }
        }
        return collector.output
    }

    /// A problem in one of several files.
    package struct FileProblem: Error {
        package var benchmark: String
        package var problem: BenchProblem
    }

    /// The estimates of several benchmarks; `benchmark` is the path of the folder in which criterion keeps it.
    package static func read(_ files: [(benchmark: String, text: String)]) -> Result<BenchOutput, FileProblem> {
        var collector = SampleCollector()
        for (benchmark, text) in files {
            switch JSONText(text).decode(Estimates.self) {
            case .success(let estimates): collector.add(metric(of: benchmark, unit: "ns"), estimates.mean.value)
            case .failure(let problem): return .failure(FileProblem(benchmark: benchmark, problem: problem))
            }
        }
        return collector.output.mapError { FileProblem(benchmark: "", problem: $0) }
    }

    private static func metric(of benchmark: String, unit: String) -> Metric {
        let parameters = Parameters(benchmark.isEmpty ? [:] : ["benchmark": .text(benchmark)])
        return Metric(name: "time", parameters: parameters, unit: unit, better: .less)
    }
}
