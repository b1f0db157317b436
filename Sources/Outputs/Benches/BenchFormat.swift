/// What a bench command prints.
public enum BenchFormat: Sendable, Equatable {
    case jsonLines
    case googleBenchmark
    case hyperfine
    case pytestBenchmark
    case goBench
    case criterion
    /// Lines picked by regular expressions, each of which is tried on every line.
    case patterns([LinePattern])
    /// Whatever it prints is no result: the command itself is measured.
    case command

    package static func pattern(_ pattern: LinePattern) -> BenchFormat { .patterns([pattern]) }

    /// The formats that need nothing but their name, as `patchbench.yaml` names them.
    package static let named: [(name: String, value: BenchFormat)] = [
        ("json-lines", .jsonLines), ("google-benchmark", .googleBenchmark), ("hyperfine", .hyperfine),
        ("pytest-benchmark", .pytestBenchmark), ("go", .goBench), ("criterion", .criterion), ("command", .command),
    ]

    /// The format of the first thing in an output that is one of a tool's; nil where it holds nothing. What is not
    /// known is taken for JSON lines.
    package static func detect(_ source: OutputSource) -> BenchFormat? { detection(of: source).format }

    /// - Returns: Also whether something of that format is there.
    static func detection(of source: OutputSource) -> (format: BenchFormat?, isSure: Bool) {
        var detector = FormatDetector()
        var isWhole = true
        do {
            try source.forEachLine { (line) throws(BenchProblem) in
                try detector.read(line)
                return detector.format == nil
            }
        } catch {
            // What is too large to be read the reader says.
            isWhole = false
        }
        try? detector.finish()
        return (detector.format ?? (detector.isEmpty && isWhole ? nil : .jsonLines), detector.format != nil)
    }

    package static func detect(_ text: String) -> BenchFormat? { detect(.bytes(Array(text.utf8))) }
}

private struct FormatDetector {
    private(set) var format: BenchFormat?
    private(set) var isEmpty = true
    private var finder = DocumentFinder(keys: [])
    /// Of a benchmark of go, whose result may follow on another line.
    private var hasName = false

    mutating func read(_ line: OutputLine) throws(BenchProblem) {
        isEmpty = isEmpty && line.bytes.allSatisfy { $0 <= 0x20 }
        var found: BenchFormat?
        try line.forEachPart { (part) throws(BenchProblem) in
            hasName = hasName || GoBench.beginsWithName(part.bytes)
            if hasName, GoBench.isResult(part.bytes) { found = .goBench }
        }
        try finder.read(line) { (document) throws(BenchProblem) in found = found ?? Self.format(of: document.root) }
        format = found
    }

    mutating func finish() throws(BenchProblem) {
        guard format == nil else { return }
        try? finder.finish { (document) throws(BenchProblem) in format = format ?? Self.format(of: document.root) }
        // A document that is cut off, or broken, is told by what is there of it.
        format = Self.format(ofPiece: finder.brokenPiece) ?? format
    }

    private static func format(of root: JSONNode) -> BenchFormat? {
        guard let keys = root.object?.keys else { return nil }
        if keys.contains("benchmarks"), keys.contains("context") { return .googleBenchmark }
        if keys.contains("benchmarks"), keys.contains("machine_info") { return .pytestBenchmark }
        if let results = root["results"]?.array, results.allSatisfy({ $0["command"] != nil }) { return .hyperfine }
        if Criterion.isMessage(root) || Criterion.isEstimates(root) { return .criterion }
        return keys.contains("metric") || keys.contains("conditions") ? .jsonLines : nil
    }

    private static func format(ofPiece piece: ArraySlice<UInt8>) -> BenchFormat? {
        if piece.contains(key: "benchmarks") {
            if piece.contains(key: "machine_info") { return .pytestBenchmark }
            return piece.contains(key: "context") ? .googleBenchmark : nil
        }
        return piece.contains(key: "results") && piece.contains(key: "command") ? .hyperfine : nil
    }
}

extension BenchOutput {
    /// Reads what a bench command printed; the answer is a problem where it cannot be read or holds no sample.
    package static func read(
        _ source: OutputSource, as format: BenchFormat? = nil
    ) -> Result<BenchOutput, BenchProblem> {
        do {
            return try collect(source, as: format ?? BenchFormat.detect(source)).output
        } catch {
            return .failure(error)
        }
    }

    package static func read(_ text: String, as format: BenchFormat? = nil) -> Result<BenchOutput, BenchProblem> {
        read(bytes: Array(text.utf8), as: format)
    }

    /// In UTF-8 or UTF-16; what is no UTF-8 is taken for Latin-1.
    package static func read(bytes: [UInt8], as format: BenchFormat? = nil) -> Result<BenchOutput, BenchProblem> {
        read(.bytes(bytes), as: format)
    }

    private static func collect(
        _ source: OutputSource, as format: BenchFormat?
    ) throws(BenchProblem) -> SampleCollector {
        switch format {
        case .jsonLines: try JSONLines.read(source)
        case .googleBenchmark: try GoogleBenchmark.read(source)
        case .hyperfine: try Hyperfine.read(source)
        case .pytestBenchmark: try PytestBenchmark.read(source)
        case .goBench: try GoBench.read(source)
        case .criterion: try Criterion.read(source)
        case .patterns(let patterns): try LinePattern.read(source, with: patterns)
        case .command, nil: throw .noMetric
        }
    }
}
