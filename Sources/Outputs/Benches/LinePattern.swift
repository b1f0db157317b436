import Foundation

/// A regular expression with named groups that picks the lines which hold a value.
///
/// The group `value` is the number; `metric` and `unit` name it; every other group is a parameter. Lines that do not
/// match are passed over.
public struct LinePattern: Sendable, Equatable {
    /// As written.
    public let text: String
    /// For lines without a group of that name.
    package var metric = "value"
    package var unit = "1"
    package var better = Metric.Direction.less

    /// What is wrong with an expression.
    package enum Problem: Error, Equatable {
        case syntax(String)
        case noValue
    }

    package init(_ text: String, metric: String? = nil, unit: String? = nil, better: Metric.Direction? = nil)
        throws(Problem)
    {
        self.text = text
        self.metric = metric ?? self.metric
        self.unit = unit ?? self.unit
        self.better = better ?? self.better
        do {
            _ = try Regex(text)
        } catch {
            throw .syntax(String(describing: error))
        }
        guard text.contains("(?<value>") || text.contains("(?P<value>") else { throw .noValue }
    }

    package func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        var collector = SampleCollector()
        // Checked when made.
        guard let expression = try? Regex(self.text) else { return .failure(.noMetric) }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for match in line.matches(of: expression) {
                var groups: [String: String] = [:]
                for group in match.output {
                    if let name = group.name, let range = group.range { groups[name] = String(line[range]) }
                }
                guard let word = groups.removeValue(forKey: "value") else { continue }
                guard let value = Double(word) else { return .failure(.line(index + 1, of: text, .notANumber(word))) }
                collector.add(takeMetric(from: groups), value)
            }
        }
        return collector.output
    }

    private func takeMetric(from groups: [String: String]) -> Metric {
        var groups = groups
        let name = groups.removeValue(forKey: "metric") ?? metric
        let unit = groups.removeValue(forKey: "unit") ?? unit
        let parameters = Parameters(groups.mapValues { Parameters.Value.text($0).asNumber })
        return Metric(name: name, parameters: parameters, unit: unit, better: better)
    }
}
