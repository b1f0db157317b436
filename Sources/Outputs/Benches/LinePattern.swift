/// A regular expression with named groups that picks the lines which hold a value.
///
/// The group `value` is the number, the groups `metric` and `unit` name it. Other groups may be numbers, too: each is a
/// metric of its own, named as the group. Of the rest, groups may be conditions of the run; every other one is a
/// parameter. Lines that do not match are passed over.
public struct LinePattern: Sendable, Equatable {
    /// As written.
    public let text: String
    /// For lines without a group of that name.
    package var metric = "value"
    package var unit = "1"
    /// Nil: as the unit says, of times and bytes less.
    package var better: Metric.Direction?
    /// The groups that are numbers.
    package let values: [String]
    /// The groups that say what the run is like.
    package let conditions: [String]

    /// What is wrong with an expression.
    public enum Problem: Error, Equatable {
        case syntax(String)
        case noValue
        /// That is said to be a number, or a condition.
        case noGroup(String)
    }

    /// - Parameters:
    ///   - values: Groups that are numbers; the group `value`, if nil.
    package init(
        _ text: String, metric: String? = nil, unit: String? = nil, better: Metric.Direction? = nil,
        values: [String]? = nil, conditions: [String] = []
    ) throws(Problem) {
        self.text = text
        self.metric = metric ?? self.metric
        self.unit = unit ?? self.unit
        self.better = better
        self.values = values ?? ["value"]
        self.conditions = conditions
        let names: [String?]
        do {
            names = try PatternProgram(text).names
        } catch {
            throw .syntax(error.reason)
        }
        guard !self.values.isEmpty, values != nil || names.contains("value") else { throw .noValue }
        if let unknown = (self.values + conditions).first(where: { !names.contains($0) }) {
            throw .noGroup(unknown)
        }
    }

    /// Several patterns on the same lines.
    package static func read(
        _ source: OutputSource, with patterns: [LinePattern], steps: Int = BenchLimit.patternSteps.count
    ) throws(BenchProblem) -> SampleCollector {
        var collector = SampleCollector()
        var readers: [PatternReader] = []
        for pattern in patterns {
            // Checked when made.
            guard let program = try? PatternProgram(pattern.text) else { throw .noMetric }
            readers.append(PatternReader(pattern: pattern, program))
        }
        try source.forEachLine { (line) throws(BenchProblem) in
            try line.forEachPart { (part) throws(BenchProblem) in
                for place in readers.indices { try readers[place].read(part, steps: steps, into: &collector) }
            }
            return true
        }
        return collector
    }
}

private struct PatternReader {
    let pattern: LinePattern
    private var scanner: PatternScanner
    private var matcher: PatternMatcher

    init(pattern: LinePattern, _ program: PatternProgram) {
        self.pattern = pattern
        scanner = PatternScanner(program)
        matcher = PatternMatcher(program)
    }

    mutating func read(
        _ line: OutputLine, steps: Int, into collector: inout SampleCollector
    ) throws(BenchProblem) {
        let isCandidate = scanner.mayMatch(line.bytes)
        let limit = steps - scanner.steps - matcher.steps
        guard limit > 0 else { throw line.line.problem(.beyond(.patternSteps)) }
        guard isCandidate else { return }
        guard line.bytes.count <= BenchLimit.patternLine.count else {
            throw line.line.problem(.beyond(.patternLine))
        }
        guard let matches = matcher.matches(in: line.text, limit: limit) else {
            throw line.line.problem(.beyond(.patternSteps))
        }
        for match in matches { try add(match, at: line.line, to: &collector) }
    }

    private func add(
        _ groups: [String: String], at line: BenchLine, to collector: inout SampleCollector
    ) throws(BenchProblem) {
        for name in pattern.conditions {
            if let text = groups[name] { collector.conditions[name] = Parameters.Value.text(text).asNumber }
        }
        let isNamed = pattern.values.contains("value")
        let roles = Set(pattern.values + pattern.conditions + ["unit"] + (isNamed ? ["metric"] : []))
        let parameters = Parameters(
            groups.filter { !roles.contains($0.key) }.mapValues { Parameters.Value.text($0).asNumber })
        let unit = groups["unit"] ?? pattern.unit
        for name in pattern.values {
            // A group that took no part in the match says nothing.
            guard let word = groups[name] else { continue }
            let metric = Metric(
                name: name == "value" ? groups["metric"] ?? pattern.metric : name, parameters: parameters, unit: unit,
                better: pattern.better ?? MetricUnit(unit).usualDirection)
            try collector.add(metric, word: word, at: line)
        }
    }
}
