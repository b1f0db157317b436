import Foundation

/// What a bench command prints.
public enum BenchFormat: Sendable, Equatable {
    case jsonLines
    case googleBenchmark
    case hyperfine
    case pytestBenchmark
    case goBench
    case criterion
    /// Lines picked by a regular expression.
    case pattern(LinePattern)
    /// Whatever it prints is no result: the command itself is measured.
    case command

    /// The formats that need nothing but their name, as `patchbench.yaml` names them.
    package static let named: [(name: String, value: BenchFormat)] = [
        ("json-lines", .jsonLines), ("google-benchmark", .googleBenchmark), ("hyperfine", .hyperfine),
        ("pytest-benchmark", .pytestBenchmark), ("go", .goBench), ("criterion", .criterion), ("command", .command),
    ]

    /// The format that `text` is in; nil where it holds nothing. What is not known is taken for JSON lines, whose
    /// reader names the line that is none.
    package static func detect(_ text: String) -> BenchFormat? {
        guard let first = text.first(where: { !$0.isWhitespace }) else { return nil }
        guard first == "{" else { return GoBench.isFormat(of: text) ? .goBench : .jsonLines }
        guard let keys = JSONText(text).topLevelKeys else { return JSONText.firstLineFormat(of: text) }
        if keys.isSuperset(of: ["context", "benchmarks"]) { return .googleBenchmark }
        if keys.isSuperset(of: ["machine_info", "benchmarks"]) { return .pytestBenchmark }
        if keys.contains("results") { return .hyperfine }
        return Criterion.isFormat(keys: keys) ? .criterion : .jsonLines
    }
}

extension BenchOutput {
    /// Reads what a bench command printed; the answer is a problem where it cannot be read or holds no metric.
    package static func read(_ text: String, as format: BenchFormat? = nil) -> Result<BenchOutput, BenchProblem> {
        switch format ?? BenchFormat.detect(text) {
        case .jsonLines: JSONLines.read(text)
        case .googleBenchmark: GoogleBenchmark.read(text)
        case .hyperfine: Hyperfine.read(text)
        case .pytestBenchmark: PytestBenchmark.read(text)
        case .goBench: GoBench.read(text)
        case .criterion: Criterion.read(text)
        case .pattern(let pattern): pattern.read(text)
        case .command, nil: .failure(.noMetric)
        }
    }
}
