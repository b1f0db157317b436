import Foundation

/// What one run of a bench command gave.
public struct BenchOutput: Sendable, Equatable {
    /// In the order in which the metrics were first met. Several values of one metric are averaged: one run is one
    /// sample.
    package var samples: [(metric: Metric, value: Double)] = []
    /// What the benchmark says of its run, shown under the table; by name.
    package var conditions: [String: Parameters.Value] = [:]

    package init(samples: [(metric: Metric, value: Double)] = [], conditions: [String: Parameters.Value] = [:]) {
        self.samples = samples
        self.conditions = conditions
    }

    public static func == (left: BenchOutput, right: BenchOutput) -> Bool {
        left.conditions == right.conditions
            && left.samples.elementsEqual(right.samples) { $0.metric == $1.metric && $0.value == $1.value }
    }
}

/// Gathers the values of a run by metric.
struct SampleCollector {
    package var conditions: [String: Parameters.Value] = [:]
    private var order: [Metric] = []
    private var values: [Metric: [Double]] = [:]

    package mutating func add(_ metric: Metric, _ value: Double) {
        if values[metric] == nil { order.append(metric) }
        values[metric, default: []].append(value)
    }

    /// The means; a problem where there is no metric at all.
    package var output: Result<BenchOutput, BenchProblem> {
        guard !order.isEmpty else { return .failure(.noMetric) }
        let samples = order.map { metric in
            let runs = values[metric]!
            return (metric: metric, value: runs.reduce(0, +) / Double(runs.count))
        }
        return .success(BenchOutput(samples: samples, conditions: conditions))
    }
}

/// Why a stage's benchmark gave no sample.
public enum BenchProblem: Error, Sendable, Equatable {
    case badLine(number: Int, text: String, reason: BadBenchLine)
    case noMetric
    /// The command left no such file, or no file of results in such a folder.
    case noOutput(String)

    /// The problem of a line, its text cut to what a message can show.
    package static func line(_ number: Int, of text: String, _ reason: BadBenchLine) -> BenchProblem {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = lines.indices.contains(number - 1) ? String(lines[number - 1].prefix(120)) : ""
        return .badLine(number: number, text: shown, reason: reason)
    }
}

/// What is wrong with a line of a bench command's output.
public enum BadBenchLine: Error, Sendable, Equatable {
    case notAnObject
    case notJSON
    case missing(key: String)
    case wrongType(key: String)
    /// The captured text is no number.
    case notANumber(String)
    /// The benchmark itself says that it failed.
    case failed(String)
}
