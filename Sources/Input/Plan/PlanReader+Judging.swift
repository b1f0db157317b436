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
        if let node = entries["margin"] {
            guard let share = node.scalar.flatMap({ Percentage($0.string) })?.share, share > 0 else {
                throw problem(.wrongType("margin", expected: .percentage), at: node.mark)
            }
            plan.margin = share
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

    /// `{source: …, stages: [base, top], metrics: {alloc: [365, 344]}}`; `~` stands for no number.
    func reported(_ node: Node) throws(InputError) -> SeriesPlan.Reported {
        let entries = try mapping(node, key: "reported")
        try check(keysOf: entries, known: ["source", "stages", "metrics"])
        var reported = SeriesPlan.Reported(
            source: try optionalString(entries, "source") ?? "", stages: try strings(entries["stages"], key: "stages"),
            values: [])
        for key in ["source", "stages", "metrics"] where entries[key] == nil {
            throw problem(.missingKey(key, in: "reported"), at: node.mark)
        }
        for (key, value) in try mapping(entries["metrics"]!, key: "metrics") {
            let pattern = try metricPattern(try string(key, key: "metrics"), key: "metrics", at: key.mark)
            let numbers = (value.sequence.map(Array.init) ?? [value]).map { $0.null == nil ? $0.float : .nan }
            guard numbers.count == reported.stages.count, !numbers.contains(nil) else {
                throw problem(
                    .wrongType(key.scalar?.string, expected: .numbers(reported.stages.count)), at: value.mark)
            }
            reported.values.append(
                SeriesPlan.Reported.Values(
                    pattern: pattern, numbers: numbers.map { $0.flatMap { $0.isFinite ? $0 : nil } }))
        }
        return reported
    }

    private func metricPattern(
        _ text: String, key: String, at mark: Mark?
    ) throws(InputError) -> MetricPattern {
        do { return try MetricPattern(reading: text) } catch { throw problem(.badMetric(text, of: key), at: mark) }
    }
}
