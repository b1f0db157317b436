import Foundation

/// What `hyperfine --export-json` writes.
///
/// Metrics `time` (the mean of the runs), `user` and `system`, in seconds, by the parameter `command` and the
/// parameters of a scan. Source: src/benchmark/benchmark_result.rs of sharkdp/hyperfine.
enum Hyperfine {
    private struct Document: Decodable {
        var results: [Run]
    }

    private struct Run: Decodable {
        var command: String
        var mean: Double
        var user: Double?
        var system: Double?
        var parameters: [String: Parameters.Value]?
    }

    package static func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        JSONText(text).decode(Document.self).flatMap { document in
            var collector = SampleCollector()
            for run in document.results {
                let values = (run.parameters ?? [:]).mapValues(\.asNumber)
                let parameters = Parameters(values.merging(["command": .text(run.command)]) { first, _ in first })
                for (name, value) in [("time", run.mean), ("user", run.user), ("system", run.system)] {
                    guard let value else { continue }
                    collector.add(Metric(name: name, parameters: parameters, unit: "s", better: .less), value)
                }
            }
            return collector.output
        }
    }
}

extension Parameters.Value {
    /// A number where the text is one: some tools write all parameters as text, which would sort as text.
    var asNumber: Parameters.Value {
        guard case .text(let text) = self else { return self }
        return Int(text).map { .integer($0) } ?? Double(text).map { .number($0) } ?? self
    }
}
