/// Our own format, one JSON object a line:
/// `{"metric":"alloc","parameters":{"size":32},"unit":"cycles","value":365,"better":"less"}`.
///
/// It may carry the conditions of the run: `"conditions":{"cpus":2,"N":100000}`; they may also stand in an object of
/// their own. `better` may be left out; `"skipped":"why"` or `"failed":"why"` stands for a value where there is none.
/// Lines of one metric are repetitions, and averaged; where another key tells them apart, other than `repetition`, they
/// are none, and that is an error. Other text, before an object on its line, too, is passed over; an object with a
/// metric that is broken is an error.
package enum JSONLines {
    package static func read(_ source: OutputSource) throws(BenchProblem) -> SampleCollector {
        var collector = SampleCollector()
        try source.forEachLine { (line) throws(BenchProblem) in
            guard line.bytes.contains(UInt8(ascii: "{")) || line.bytes.contains(key: "metric") else { return true }
            try line.forEachPart { (part) throws(BenchProblem) in try read(part, into: &collector) }
            return true
        }
        return collector
    }

    /// So many pieces of a line may look like objects and be none.
    private static let brokenLimit = 64

    private static func read(_ line: OutputLine, into collector: inout SampleCollector) throws(BenchProblem) {
        var rest = line.bytes
        var brokenCount = 0
        while let brace = rest.firstIndex(of: UInt8(ascii: "{")) {
            var parser = JSONParser(rest[brace...])
            if let node = try? parser.value() {
                try check(rest[..<brace], of: line)
                if let key = parser.doubleKey, node["metric"] != nil { throw line.line.problem(.doubleKey(key)) }
                try add(node, at: line.line, to: &collector)
                rest = rest[parser.place...]
            } else {
                brokenCount += 1
                guard brokenCount < brokenLimit, !beginsMetric(rest[brace...]) else { break }
                // What is passed over may be noise before an object; if it has a metric, it is a broken one.
                try check(rest[...brace], of: line)
                rest = rest[(brace + 1)...]
            }
        }
        try check(rest, of: line)
    }

    private static func beginsMetric(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }.starts(with: "\"metric\"".utf8)
    }

    /// Text outside of objects has no metric.
    private static func check(_ bytes: ArraySlice<UInt8>, of line: OutputLine) throws(BenchProblem) {
        if bytes.contains(key: "metric") { throw line.line.problem(.notAnObject) }
    }

    private static func add(
        _ node: JSONNode, at line: BenchLine, to collector: inout SampleCollector
    ) throws(BenchProblem) {
        var conditions: [String: Parameters.Value] = [:]
        if let object = node["conditions"], object.object != nil || node["metric"] != nil {
            conditions = try values(object, of: "conditions", at: line)
            for (name, value) in conditions { collector.note(condition: name, value) }
        }
        guard let name = node["metric"] else { return }
        guard let name = name.text else { throw line.problem(.wrongType(key: "metric")) }
        let parameters = Parameters(
            try node["parameters"].map { (node) throws(BenchProblem) in
                try values(node, of: "parameters", at: line)
            } ?? [:])
        if let (reason, message) = absence(of: node) {
            return collector.miss(name, parameters, reason, message, at: line)
        }
        guard let unit = node["unit"] else { throw line.problem(.missing(key: "unit")) }
        guard let unit = unit.text else { throw line.problem(.wrongType(key: "unit")) }
        guard let value = node["value"] else { throw line.problem(.missing(key: "value")) }
        guard let word = value.numberWord else { throw line.problem(.wrongType(key: "value")) }
        let metric = Metric(
            name: name, parameters: parameters, unit: unit,
            better: try direction(node["better"], at: line) ?? MetricUnit(unit).usualDirection)
        try collector.add(metric, word: word, mark: mark(of: node, conditions), at: line)
    }

    /// What tells lines of one metric apart: keys that are none of ours, and conditions.
    private static func mark(of node: JSONNode, _ conditions: [String: Parameters.Value]) -> SampleCollector.Mark {
        let own = (node.object ?? [:]).filter { !keys.contains($0.key) }.compactMapValues { $0.parameter?.description }
        return own.merging(conditions.mapValues(\.description)) { $1 }
    }

    private static let keys: Set<String> = [
        "metric", "parameters", "unit", "value", "better", "conditions", "skipped", "failed", "error", "repetition",
    ]

    /// Why a line has no value, though it may have a number.
    private static func absence(of node: JSONNode) -> (MissingMetric.Reason, String?)? {
        for (key, reason) in [("skipped", MissingMetric.Reason.skipped), ("failed", .failed), ("error", .failed)] {
            if let node = node[key], node.isSet { return (reason, node.text) }
        }
        for key in ["status", "result", "outcome"] {
            guard let word = node[key]?.text, let (outcome, _) = TestResult.Outcome.of(word), outcome != .pass else {
                continue
            }
            return (outcome == .skip ? .skipped : .failed, "\(key) \(word)")
        }
        for key in ["ok", "success"] {
            if case .flag(false)? = node[key]?.value { return (.failed, "not \(key)") }
        }
        for key in ["exit_code", "exit_status", "returncode"] {
            if let word = node[key]?.number, Int(word) != 0 { return (.failed, "exit status \(word)") }
        }
        return nil
    }

    private static func direction(_ node: JSONNode?, at line: BenchLine) throws(BenchProblem) -> Metric.Direction? {
        guard let node, !node.isNull else { return nil }
        guard let direction = node.text.flatMap(Metric.Direction.init(rawValue:)) else {
            throw line.problem(.wrongType(key: "better"))
        }
        return direction
    }

    private static func values(
        _ node: JSONNode, of key: String, at line: BenchLine
    ) throws(BenchProblem) -> [String: Parameters.Value] {
        if node.isNull { return [:] }
        guard let entries = node.object else { throw line.problem(.wrongType(key: key)) }
        var values: [String: Parameters.Value] = [:]
        for (name, node) in entries {
            guard let value = node.parameter else { throw line.problem(.wrongType(key: key)) }
            values[name] = value
        }
        return values
    }
}
