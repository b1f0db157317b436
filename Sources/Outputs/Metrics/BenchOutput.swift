/// What one run of a bench command gave.
public struct BenchOutput: Sendable, Equatable {
    /// In the order in which the metrics were first met. Several values of one metric are averaged: one run is one
    /// sample.
    package var samples: [(metric: Metric, value: Double)] = []
    /// What the benchmark says of its run, shown under the table; by name.
    package var conditions: [String: Parameters.Value] = [:]
    /// Metrics that the output names without a number that could be used. None of them is among the samples.
    public var missing: [MissingMetric] = []

    package init(
        samples: [(metric: Metric, value: Double)] = [], conditions: [String: Parameters.Value] = [:],
        missing: [MissingMetric] = []
    ) {
        self.samples = samples
        self.conditions = conditions
        self.missing = missing
    }

    public static func == (left: BenchOutput, right: BenchOutput) -> Bool {
        left.conditions == right.conditions && left.missing == right.missing
            && left.samples.elementsEqual(right.samples) { $0.metric == $1.metric && $0.value == $1.value }
    }
}

/// A metric of a run that has no value, and why.
public struct MissingMetric: Hashable, Sendable {
    public var metric: String
    public var parameters: Parameters
    public var reason: Reason
    /// Of the output, from 1; nil where the output has no line for it.
    public var line: Int?
    /// In the output's own words: why it was skipped, how it failed, or what stands where a number must be.
    public var message: String?

    package init(
        metric: String, parameters: Parameters, reason: Reason, line: Int? = nil, message: String? = nil
    ) {
        self.metric = metric
        self.parameters = parameters
        self.reason = reason
        self.line = line
        self.message = message
    }

    public enum Reason: String, Hashable, Sendable {
        case notPrinted = "not-printed"
        /// The benchmark says that it did not run.
        case skipped
        /// NaN, infinity, null, a number beyond what a double holds, or no number at all.
        case noNumber = "no-number"
        /// The benchmark says that it failed.
        case failed
    }
}

/// Why a stage's benchmark gave no sample.
public enum BenchProblem: Error, Sendable, Equatable {
    case badLine(number: Int, text: String, reason: BadBenchLine)
    case noMetric
    /// It names metrics, and has a value of none; `first` says where, and why.
    indirect case noValue(of: [MissingMetric], first: BenchProblem)
    /// The command left no such file, or no file of results in such a folder.
    case noOutput(String)
}

/// What is wrong with a line of a bench command's output.
public enum BadBenchLine: Error, Sendable, Equatable {
    case notAnObject
    case notJSON
    case missing(key: String)
    case wrongType(key: String)
    case doubleKey(String)
    /// What stands for a value is no number that can be used.
    case notANumber(String)
    /// The benchmark itself says that it failed.
    case failed(String)
    /// An earlier line has the same metric in a unit of another kind, or says that the other direction is better.
    case contradicts(MetricConflict)
    /// An earlier line has the same metric, and is not of the same benchmark: these keys differ, or where there is none
    /// the text around the number.
    case another(than: Int, keys: [String])
    /// From this line on the output is more than is read.
    case beyond(BenchLimit)
}

/// How much of an output is read.
public enum BenchLimit: Hashable, Sendable {
    /// Bytes of a line, and of a JSON document.
    case line, document
    /// Bytes of a line that a pattern matches.
    case patternLine
    /// Steps that a pattern takes in one output.
    case patternSteps
    case metrics, values

    public var count: Int {
        switch self {
        case .line, .document: 67_108_864
        case .patternLine: 1_048_576
        case .patternSteps: 150_000_000
        case .metrics: 100_000
        case .values: 1_000_000
        }
    }
}
