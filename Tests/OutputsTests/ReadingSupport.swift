import Testing

@testable import Outputs

/// What a reading gave, in short: `time(benchmark=X) 5.0 ns less`, and `time(benchmark=Y) skipped 3: why`.
func summary(_ answer: Result<BenchOutput, BenchProblem>) -> [String] {
    switch answer {
    case .failure(.badLine(let number, _, let reason)): ["line \(number): \(reason)"]
    case .failure(.noValue(_, let first)): summary(.failure(first))
    case .failure(let problem): ["\(problem)"]
    case .success(let output):
        output.samples.map { "\($0.metric) \($0.value) \($0.metric.unit) \($0.metric.better)" }
            + output.missing.map { missing in
                let metric = Metric(name: missing.metric, parameters: missing.parameters, unit: "", better: .unknown)
                let line = missing.line.map { " \($0)" } ?? ""
                return "\(metric) \(missing.reason.rawValue)\(line): \(missing.message ?? "")"
            }
    }
}

func summary(_ text: String, as format: BenchFormat? = nil) -> [String] { summary(BenchOutput.read(text, as: format)) }

/// An output, and what is read from it.
struct Reading: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var format: BenchFormat?
    var expected: [String]
    var testDescription: String { name }

    init(_ name: String, _ text: String, as format: BenchFormat? = nil, _ expected: [String]) {
        (self.name, self.text, self.format, self.expected) = (name, text, format, expected)
    }
}
