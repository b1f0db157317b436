/// Gathers the values of a run by metric; the problems are named with the line that they are found on.
package struct SampleCollector {
    package private(set) var conditions: [String: Parameters.Value] = [:]
    private var places: [Metric: Int] = [:]
    private var sums: [(metric: Metric, sum: Double, count: Int)] = []
    private var missing: [MissingMetric] = []
    private var missed: Set<Identity> = []
    /// Of the first value of each metric that has any.
    private var marks: [Metric: (mark: Mark, line: Int?)] = [:]
    /// Of those that were not just skipped.
    private var firstMissing: BenchProblem?
    private var values = 0
    private static let messageLength = 200

    private struct Identity: Hashable {
        var name: String
        var parameters: Parameters
    }

    /// What a line says of a value beside metric and parameters, by the key that says it. Values of one metric that
    /// differ in it are no repetitions, but of benchmarks that the metric does not tell apart.
    package typealias Mark = [String: String]

    package init() {}

    /// Of a condition that is not the same throughout, all values are kept: what was measured under which is not known.
    package mutating func note(condition name: String, _ value: Parameters.Value) {
        guard let known = conditions[name], known != value else { return conditions[name] = value }
        let values = known.description.split(separator: ", ").map(String.init)
        if !values.contains(value.description) {
            conditions[name] = .text((values + [value.description]).joined(separator: ", "))
        }
    }

    /// Adds a value, in the unit that the metric had first.
    package mutating func add(_ metric: Metric, _ value: Double, at line: BenchLine) throws(BenchProblem) {
        values += 1
        guard values <= BenchLimit.values.count else { throw line.problem(.beyond(.values)) }
        guard let place = places[metric] else {
            guard sums.count < BenchLimit.metrics.count else { throw line.problem(.beyond(.metrics)) }
            places[metric] = sums.count
            sums.append((metric, value, 1))
            return
        }
        do {
            sums[place].sum += try sums[place].metric.convert(value, of: metric)
        } catch {
            throw line.problem(.contradicts(error))
        }
        sums[place].count += 1
        // A line that says which way is better says it for those before it.
        if sums[place].metric.better == .unknown, metric.better != .unknown {
            sums[place].metric = sums[place].metric.with(better: metric.better)
        }
    }

    /// Adds what the output has for a value: a number, or something else, which leaves the metric without one.
    ///
    /// - Parameter mark: Nil: whatever has one metric are repetitions.
    package mutating func add(
        _ metric: Metric, word: String, mark: Mark? = nil, at line: BenchLine
    ) throws(BenchProblem) {
        if let mark { try check(mark, of: metric, at: line) }
        if let value = Double(finite: word) {
            try add(metric, value, at: line)
        } else {
            miss(metric.name, metric.parameters, .noNumber, word, at: line)
        }
    }

    private mutating func check(_ mark: Mark, of metric: Metric, at line: BenchLine) throws(BenchProblem) {
        guard let first = marks[metric] else {
            if marks.count < BenchLimit.metrics.count { marks[metric] = (mark, line.number) }
            return
        }
        guard first.mark != mark else { return }
        let keys = Set(first.mark.keys).union(mark.keys).filter { !$0.isEmpty && first.mark[$0] != mark[$0] }
        throw line.problem(.another(than: first.line ?? 1, keys: keys.sorted()))
    }

    /// A metric of which one value is missing has none: a mean of the others would be of something else. The first
    /// reason counts.
    package mutating func miss(
        _ name: String, _ parameters: Parameters, _ reason: MissingMetric.Reason, _ message: String?, at line: BenchLine
    ) {
        guard missed.count < BenchLimit.metrics.count,
            missed.insert(Identity(name: name, parameters: parameters)).inserted
        else { return }
        let message = message.map { String($0.prefix(Self.messageLength)) }
        missing.append(
            MissingMetric(
                metric: name, parameters: parameters, reason: reason, line: line.number, message: message))
        firstMissing = firstMissing ?? reason.problem(of: name, parameters, message).map(line.problem)
    }

    /// The means. None is a problem, but where the benchmark says that it skipped all.
    package var output: Result<BenchOutput, BenchProblem> {
        let samples = sums.compactMap { metric, sum, count -> (metric: Metric, value: Double)? in
            let isMissing = missed.contains(Identity(name: metric.name, parameters: metric.parameters))
            return isMissing ? nil : (metric, sum / Double(count))
        }
        if samples.isEmpty {
            if missing.isEmpty { return .failure(.noMetric) }
            if let firstMissing { return .failure(.noValue(of: missing, first: firstMissing)) }
        }
        guard let place = samples.firstIndex(where: { !$0.value.isFinite }) else {
            return .success(BenchOutput(samples: samples, conditions: conditions, missing: missing))
        }
        // Each was a number, and their sum is none.
        var finite = self
        finite.miss(samples[place].metric.name, samples[place].metric.parameters, .noNumber, "inf", at: BenchLine())
        return finite.output
    }
}

extension MissingMetric.Reason {
    /// Nil where it was skipped, which is none.
    fileprivate func problem(of name: String, _ parameters: Parameters, _ message: String?) -> BadBenchLine? {
        // The benchmark's name is what its message is about.
        let subject = ["benchmark", "command"].lazy.compactMap { parameters.values[$0]?.description }.first ?? name
        let words = [subject, message].compactMap { $0 }.joined(separator: ": ")
        return switch self {
        case .notPrinted: .missing(key: message ?? name)
        case .skipped: nil
        case .noNumber: .notANumber(message ?? "")
        case .failed: .failed(words)
        }
    }
}

/// A line of an output, for the problems that are on it.
package struct BenchLine: Sendable {
    /// From 1; nil where the output has no line for it.
    package var number: Int?
    /// Cut to what a message can show.
    package var text: String

    package init(number: Int? = nil, text: String = "") {
        self.number = number
        self.text = text
    }

    package func problem(_ reason: BadBenchLine) -> BenchProblem {
        .badLine(number: number ?? 1, text: text, reason: reason)
    }
}

extension Double {
    /// A decimal number that a double holds; nil for anything else that Swift reads, such as `nan`, `inf` and `0x1p3`.
    package init?(finite word: some StringProtocol) {
        guard word.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
            let value = Double(word), value.isFinite
        else { return nil }
        self = value
    }
}

extension Metric {
    package func with(better: Direction) -> Metric {
        Metric(name: name, parameters: parameters, unit: unit, better: better)
    }
}
