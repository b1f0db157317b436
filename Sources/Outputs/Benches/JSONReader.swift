/// The documents of a tool in what it printed among other text.
enum JSONReader {
    /// Calls `body` with each document that has `key` at its top.
    static func read(
        _ source: OutputSource, key: String, _ body: DocumentFinder.Found
    ) throws(BenchProblem) {
        var finder = DocumentFinder(keys: [key])
        try source.forEachLine { (line) throws(BenchProblem) in
            try finder.read(line, body)
            return true
        }
        try finder.finish(body)
    }
}

extension JSONDocument {
    func array(_ key: String) throws(BenchProblem) -> [JSONNode] {
        let node = root[key]!
        guard let elements = node.array else { throw problem(at: node, .wrongType(key: key)) }
        return elements
    }

    func text(_ key: String, of node: JSONNode) throws(BenchProblem) -> String {
        guard let found = node[key] else { throw problem(at: node, .missing(key: key)) }
        guard let text = found.text else { throw problem(at: found, .wrongType(key: key)) }
        return text
    }

    func problem(at node: JSONNode, _ reason: BadBenchLine) -> BenchProblem { line(of: node).problem(reason) }

    /// Adds the number under `key` to a metric. One that is not there, or none, leaves the metric without a value.
    func add(
        _ metric: Metric, _ key: String, of node: JSONNode, to collector: inout SampleCollector
    ) throws(BenchProblem) {
        guard let found = node[key] else {
            return collector.miss(metric.name, metric.parameters, .notPrinted, key, at: line(of: node))
        }
        guard let word = found.numberWord else { throw problem(at: found, .wrongType(key: key)) }
        try collector.add(metric, word: word, at: line(of: found))
    }
}

/// Tells apart what has one name, and is not said to be repetitions of one thing: the first keeps its name, so that it
/// does not depend on what else runs.
struct OccurrenceCounter {
    private var counts: [Parameters: Int] = [:]

    mutating func numbered(_ parameters: [String: Parameters.Value]) -> Parameters {
        let plain = Parameters(parameters)
        counts[plain, default: 0] += 1
        let count = counts[plain]!
        guard count > 1 else { return plain }
        return Parameters(parameters.merging(["occurrence": .integer(count)]) { $1 })
    }
}
