/// What `hyperfine --export-json` writes.
///
/// Metrics `time` (the mean of the runs), `user` and `system`, in seconds, by the parameter `command` and the
/// parameters of a scan; a second command of one name has the parameter `occurrence`. A command that ended otherwise
/// than with 0, which hyperfine measures under `--ignore-failure`, has no value. Source:
/// src/benchmark/benchmark_result.rs of sharkdp/hyperfine.
package enum Hyperfine {
    package static func read(_ source: OutputSource) throws(BenchProblem) -> SampleCollector {
        var collector = SampleCollector()
        var names = OccurrenceCounter()
        try JSONReader.read(source, key: "results") { (document) throws(BenchProblem) in
            for run in try document.array("results") { try add(run, of: document, &names, to: &collector) }
        }
        return collector
    }

    private static func add(
        _ run: JSONNode, of document: JSONDocument, _ names: inout OccurrenceCounter,
        to collector: inout SampleCollector
    ) throws(BenchProblem) {
        var values = ["command": Parameters.Value.text(try document.text("command", of: run))]
        for (name, node) in run["parameters"]?.object ?? [:] {
            guard let value = node.parameter else { continue }
            values[name == "command" ? "parameter command" : name] = value.asNumber
        }
        let parameters = names.numbered(values)
        let failure = failure(of: run)
        for (name, key) in [("time", "mean"), ("user", "user"), ("system", "system")] {
            guard key == "mean" || run[key] != nil else { continue }
            if let failure {
                collector.miss(name, parameters, .failed, failure, at: document.line(of: run))
            } else {
                let metric = Metric(name: name, parameters: parameters, unit: "s", better: .less)
                try document.add(metric, key, of: run, to: &collector)
            }
        }
    }

    /// A run that a signal ended has null for its status.
    private static func failure(of run: JSONNode) -> String? {
        guard let bad = run["exit_codes"]?.array?.first(where: { $0.number.flatMap { Int($0) } != 0 }) else {
            return nil
        }
        return bad.number.map { "exit status \($0)" } ?? "ended by a signal"
    }
}

extension Parameters.Value {
    /// A number where the text is one: some tools write all parameters as text, which would sort as text.
    package var asNumber: Parameters.Value {
        guard case .text(let text) = self else { return self }
        return Int(text).map { .integer($0) } ?? Double(finite: text).map { .number($0) } ?? self
    }
}
