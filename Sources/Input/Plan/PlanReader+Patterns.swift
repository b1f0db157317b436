import Outputs
import Yams

/// The lines of a bench command's output that have the numbers.
extension PlanReader {
    private static let patternKeys = ["match", "values", "conditions", "metric", "unit", "better"]

    /// A regular expression, a mapping that says what its groups are, or a list of them.
    /// - Parameter bench: Says of the patterns what they do not say themselves.
    func linePatterns(_ node: Node, _ bench: Node.Mapping) throws(InputError) -> [LinePattern] {
        var patterns: [LinePattern] = []
        for element in node.sequence.map(Array.init) ?? [node] { patterns.append(try linePattern(element, bench)) }
        guard !patterns.isEmpty else { throw problem(.patternWithoutMatch, at: node.mark) }
        return patterns
    }

    private func linePattern(_ node: Node, _ bench: Node.Mapping) throws(InputError) -> LinePattern {
        let own = node.mapping ?? [:]
        try check(keysOf: own, known: Self.patternKeys)
        if node.mapping != nil, own["match"] == nil { throw problem(.patternWithoutMatch, at: node.mark) }
        let match = own["match"] ?? node
        // At the bench, a mapping of directions is one of metrics.
        let word = own["better"] ?? bench["better"].flatMap { $0.scalar == nil ? nil : $0 }
        let better = try word.map { (node) throws(InputError) in
            try choice(node, key: "better", among: [("less", Metric.Direction.less), ("more", .more)])
        }
        let values = try strings(own["values"] ?? bench["values"], key: "values")
        let conditions = try strings(own["conditions"], key: "conditions")
        let text = try string(match, key: "pattern")
        let metric = try optionalString(own["metric"] == nil ? bench : own, "metric")
        let unit = try optionalString(own["unit"] == nil ? bench : own, "unit")
        do {
            return try LinePattern(
                text, metric: metric, unit: unit, better: better, values: values.isEmpty ? nil : values,
                conditions: conditions)
        } catch {
            throw problem(.badPattern(error), at: match.mark)
        }
    }
}
