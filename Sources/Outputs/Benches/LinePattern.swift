/// A regular expression with named groups that picks the lines which hold a value.
///
/// The group `value` is the number, the groups `metric` and `unit` name it. Other groups may be numbers, too: each is a
/// metric of its own, named as the group. Of the rest, groups may be conditions of the run; every other one is a
/// parameter. Lines that do not match are passed over.
///
/// Lines of one metric are repetitions, and averaged, where they are alike apart from what is measured, or where the
/// expression has a group `repetition`, which says that they are; else they are of benchmarks that it does not tell
/// apart, which is an error.
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
    private let hasRepetitions: Bool

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
        hasRepetitions = names.contains(Self.repetition)
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
            readers.append(PatternReader(program))
        }
        try source.forEachLine { (line) throws(BenchProblem) in
            try line.forEachPart { (part) throws(BenchProblem) in
                var found: [[PatternMatcher.Match]] = []
                for place in readers.indices { found.append(try readers[place].matches(in: part, steps: steps)) }
                guard found.contains(where: { !$0.isEmpty }) else { return }
                let rest = LineRest(part, found.joined())
                for (pattern, matches) in zip(patterns, found) {
                    var counts: [Metric: Int] = [:]
                    for match in matches { try pattern.add(match, rest, &counts, at: part.line, to: &collector) }
                }
            }
            return true
        }
        return collector
    }
}

private struct PatternReader {
    private var scanner: PatternScanner
    private var matcher: PatternMatcher

    init(_ program: PatternProgram) {
        scanner = PatternScanner(program)
        matcher = PatternMatcher(program)
    }

    /// None of a line without any.
    mutating func matches(in line: OutputLine, steps: Int) throws(BenchProblem) -> [PatternMatcher.Match] {
        let isCandidate = scanner.mayMatch(line.bytes)
        let limit = steps - scanner.steps - matcher.steps
        guard limit > 0 else { throw line.line.problem(.beyond(.patternSteps)) }
        guard isCandidate else { return [] }
        guard line.bytes.count <= BenchLimit.patternLine.count else {
            throw line.line.problem(.beyond(.patternLine))
        }
        guard let matches = matcher.matches(in: line.text, limit: limit) else {
            throw line.line.problem(.beyond(.patternSteps))
        }
        return matches
    }
}

extension LinePattern {
    /// - Parameter counts: Of the values that the line has of each metric.
    private func add(
        _ match: PatternMatcher.Match, _ rest: LineRest, _ counts: inout [Metric: Int], at line: BenchLine,
        to collector: inout SampleCollector
    ) throws(BenchProblem) {
        let groups = match.groups
        for name in conditions {
            if let text = groups[name] { collector.note(condition: name, Parameters.Value.text(text).asNumber) }
        }
        let isNamed = values.contains("value")
        let roles = Set(values + conditions + ["unit", Self.repetition] + (isNamed ? ["metric"] : []))
        let parameters = Parameters(
            groups.filter { !roles.contains($0.key) }.mapValues { Parameters.Value.text($0).asNumber })
        let unit = groups["unit"] ?? unit
        let mark = hasRepetitions ? nil : rest.hash(with: match, without: values + ["unit"])
        for name in values {
            // A group that took no part in the match says nothing.
            guard let word = groups[name] else { continue }
            let metric = Metric(
                name: name == "value" ? groups["metric"] ?? self.metric : name, parameters: parameters, unit: unit,
                better: better ?? MetricUnit(unit).usualDirection)
            let number = counts[metric, default: 0]
            counts[metric] = number + 1
            try collector.add(metric, word: word, mark: mark.map { ["": "\($0) \(number)"] }, at: line)
        }
    }

    /// The group that says that what has one metric are repetitions.
    private static let repetition = "repetition"
}
