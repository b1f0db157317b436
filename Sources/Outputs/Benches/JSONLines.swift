import Foundation

/// Our own format, one JSON object a line:
/// `{"metric":"alloc","parameters":{"size":32},"unit":"cycles","value":365,"better":"less"}`.
///
/// It may carry the conditions of the run: `"conditions":{"cpus":2,"N":100000}`; they may also stand in an object of
/// their own.
enum JSONLines {
    package static func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        var collector = SampleCollector()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            switch Line.read(line) {
            case .success(let line):
                collector.conditions.merge(line.conditions) { $1 }
                if let (metric, value) = line.sample { collector.add(metric, value) }
            case .failure(let reason): return .failure(.line(index + 1, of: text, reason))
            }
        }
        return collector.output
    }
}

/// One line of the output.
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
