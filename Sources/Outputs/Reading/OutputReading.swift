import Foundation

/// What the readers make of an output, whoever left it.
public struct OutputReading: Sendable {
    /// In the order in which the metrics were first met.
    public private(set) var samples: [(metric: Metric, value: Double)] = []
    /// What a benchmark says of its run; by name.
    public private(set) var conditions: [String: Parameters.Value] = [:]
    /// Metrics without a value, those that were skipped, too.
    public private(set) var missing: [MissingMetric] = []
    /// Each name once.
    public private(set) var tests: [TestResult] = []
    public private(set) var problems: [Problem] = []

    /// What was not read, and why.
    public enum Problem: Sendable {
        /// A metric that was not just skipped.
        case missing(MissingMetric)
        case bench(BenchProblem)
        case test(TestProblem)
        /// There is nothing that is known, or nothing of the format that was named.
        case nothing
        /// A line that looks like a report of tests.
        case unread(line: Int, text: String)
    }

    /// What is wrong with a report of tests.
    public struct TestProblem: Sendable {
        /// From 1.
        public let line: Int?
        public let words: String
    }

    /// - Parameter format: Nil: told from what is there, which may be metrics and tests.
    package init(_ source: OutputSource, as format: OutputFormat? = nil) {
        switch format {
        case .bench(let format): take(BenchOutput.read(source, as: format))
        case .test(let format):
            let reading = Self.tests(of: source, as: format)
            if reading.isReport { take(reading) } else { problems = [.nothing] }
        case nil: detect(source)
        }
    }

    /// What criterion leaves in a folder.
    public init(criterion folder: URL) {
        let files = Criterion.estimates(in: folder)
        if files.isEmpty { problems = [.nothing] } else { take(Criterion.read(files).mapError(\.problem)) }
    }

    private mutating func detect(_ source: OutputSource) {
        let (format, isSure) = BenchFormat.detection(of: source)
        let reading = Self.tests(of: source, as: nil)
        if reading.isReport { take(reading) }
        if isSure { take(BenchOutput.read(source, as: format)) }
        guard !isSure, !reading.isReport else { return }
        if let unread = reading.unread {
            problems = [.unread(line: unread.number, text: unread.text)]
        } else {
            take(BenchOutput.read(source, as: format))
        }
    }

    private static func tests(of source: OutputSource, as format: TestFormat?) -> TestReading {
        var reader = TestReader(format: format)
        source.forEachChunk { chunk in
            reader.read(chunk)
            return !reader.isFull && !Task.isCancelled
        }
        return reader.finish()
    }

    private mutating func take(_ answer: Result<BenchOutput, BenchProblem>) {
        switch answer {
        case .success(let output): (samples, conditions, missing) = (output.samples, output.conditions, output.missing)
        case .failure(.noValue(let missing, _)): self.missing = missing
        case .failure(.noMetric): problems.append(.nothing)
        case .failure(let problem): problems.append(.bench(problem))
        }
        problems += missing.filter { $0.reason != .skipped }.map(Problem.missing)
    }

    private mutating func take(_ reading: TestReading) {
        tests = reading.results
        if let reason = reading.bailedOut {
            problems.append(.test(TestProblem(line: reading.bailOutLine, words: "bailed out: \(reason)")))
        } else {
            problems += reading.problems.map { .test(TestProblem(line: $0.line, words: $0.words(in: nil))) }
        }
    }
}
