import Outputs
import Yams

/// What is judged, and which way it is better: keys of the series, or of its `bench`.
extension PlanReader {
    func readJudging(_ entries: Node.Mapping, into plan: inout SeriesPlan) throws(InputError) {
        let places = [entries["bench"]?.mapping, entries].compactMap { $0 }
        for place in places {
            // A single direction is that of a pattern's lines.
            if let node = place["better"], node.scalar == nil { plan.better += try directionRules(node) }
            for word in try strings(place["metrics"], key: "metrics") {
                plan.metrics.append(try metricPattern(word, key: "metrics", at: place["metrics"]?.mark))
            }
            plan.freeConditions += try strings(place["conditions"], key: "conditions")
        }
    }

    /// `{qps: more, 'latency(size>=4)': less}`.
    private func directionRules(_ node: Node) throws(InputError) -> [SeriesPlan.DirectionRule] {
        var rules: [SeriesPlan.DirectionRule] = []
        for (key, value) in try mapping(node, key: "better") {
            let pattern = try metricPattern(try string(key, key: "better"), key: "better", at: key.mark)
            let better = try choice(value, key: "better", among: [("less", Metric.Direction.less), ("more", .more)])
            rules.append(SeriesPlan.DirectionRule(pattern: pattern, better: better))
        }
        return rules
    }

    private func metricPattern(
        _ text: String, key: String, at mark: Mark?
    ) throws(InputError) -> MetricPattern {
        do { return try MetricPattern(reading: text) } catch { throw problem(.badMetric(text, of: key), at: mark) }
    }
}
