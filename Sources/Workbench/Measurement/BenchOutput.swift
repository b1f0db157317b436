import Foundation

/// What one run of a bench command printed.
///
/// One JSON object a line: `{"metric":"alloc","parameters":{"size":32},"unit":"cycles","value":365,"better":"less"}`.
/// It may carry the conditions of the run, which are shown under the table: `"conditions":{"cpus":2,"N":100000}`; they may
/// also stand in an object of their own.
struct BenchOutput: Sendable, Equatable {
    /// In the order of their first line. Several lines of one metric are averaged: one run is one sample.
    var samples: [(metric: Metric, value: Double)] = []
    var conditions: [String: Parameters.Value] = [:]

    static func == (left: BenchOutput, right: BenchOutput) -> Bool {
        left.conditions == right.conditions
            && left.samples.elementsEqual(right.samples) { $0.metric == $1.metric && $0.value == $1.value }
    }

    /// Reads `text`; the answer is a problem where a line is neither of the two or where there is no metric at all.
    static func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        var output = BenchOutput()
        var values: [Metric: [Double]] = [:]
        var order: [Metric] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
            switch Line.read(line) {
            case .success(let line):
                output.conditions.merge(line.conditions) { $1 }
                guard let (metric, value) = line.sample else { continue }
                if values[metric] == nil { order.append(metric) }
                values[metric, default: []].append(value)
            case .failure(let reason):
                return .failure(.badLine(number: index + 1, text: String(line.prefix(120)), reason: reason))
            }
        }
        guard !order.isEmpty else { return .failure(.noMetric) }
        output.samples = order.map { metric in
            let runs = values[metric]!
            return (metric, runs.reduce(0, +) / Double(runs.count))
        }
        return .success(output)
    }
}

/// Why a stage's benchmark gave no sample.
public enum BenchProblem: Error, Sendable, Equatable {
    case badLine(number: Int, text: String, reason: BadBenchLine)
    case noMetric
    case command(CommandOutcome)
}

/// What is wrong with a line of a bench command's output.
public enum BadBenchLine: Error, Sendable, Equatable {
    case notAnObject
    case missing(key: String)
    case wrongType(key: String)
}

/// One line of a bench command's output.
private struct Line {
    var sample: (metric: Metric, value: Double)?
    var conditions: [String: Parameters.Value]

    private struct Fields: Decodable {
        var metric: String?
        var parameters: [String: Parameters.Value]?
        var unit: String?
        var value: Double?
        var better: Metric.Direction?
        var conditions: [String: Parameters.Value]?
    }

    static func read(_ line: Substring) -> Result<Line, BadBenchLine> {
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(line.utf8))
        } catch DecodingError.typeMismatch(_, let context) {
            return .failure(context.codingPath.first.map { .wrongType(key: $0.stringValue) } ?? .notAnObject)
        } catch DecodingError.dataCorrupted(let context) {
            return .failure(context.codingPath.first.map { .wrongType(key: $0.stringValue) } ?? .notAnObject)
        } catch {
            return .failure(.notAnObject)
        }
        let conditions = fields.conditions ?? [:]
        guard let name = fields.metric else {
            return fields.conditions == nil
                ? .failure(.missing(key: "metric")) : .success(Line(sample: nil, conditions: conditions))
        }
        guard let unit = fields.unit else { return .failure(.missing(key: "unit")) }
        guard let value = fields.value else { return .failure(.missing(key: "value")) }
        guard let better = fields.better else { return .failure(.missing(key: "better")) }
        let parameters = Parameters(fields.parameters ?? [:])
        let metric = Metric(name: name, parameters: parameters, unit: unit, better: better)
        return .success(Line(sample: (metric, value), conditions: conditions))
    }
}
