/// What `pytest --benchmark-json` writes.
///
/// Metric `time`, the mean of the rounds in seconds, by the parameter `benchmark`, the test's full name; a second one
/// of the same name has the parameter `occurrence`. Python's version and the number of CPUs are conditions. Source:
/// docs/usage.rst and src/pytest_benchmark/stats.py of ionelmc/pytest-benchmark.
package enum PytestBenchmark {
    package static func read(_ source: OutputSource) throws(BenchProblem) -> SampleCollector {
        var collector = SampleCollector()
        var names = OccurrenceCounter()
        try JSONReader.read(source, key: "benchmarks") { (document) throws(BenchProblem) in
            let machine = document.root["machine_info"]
            for (name, node) in [
                ("python_implementation", machine?["python_implementation"]),
                ("python_version", machine?["python_version"]), ("cpu_count", machine?["cpu"]?["count"]),
            ] {
                if let value = node?.parameter { collector.note(condition: name, value) }
            }
            for run in try document.array("benchmarks") {
                let name = try document.text("fullname", of: run)
                let parameters = names.numbered(["benchmark": .text(name)])
                if let (reason, message) = absence(of: run) {
                    collector.miss("time", parameters, reason, message, at: document.line(of: run))
                } else {
                    let metric = Metric(name: "time", parameters: parameters, unit: "s", better: .less)
                    try document.add(metric, "mean", of: run["stats"] ?? run, to: &collector)
                }
            }
        }
        return collector
    }

    /// Why a benchmark that is listed has no times.
    private static func absence(of run: JSONNode) -> (MissingMetric.Reason, String)? {
        for key in ["has_error", "error"] {
            if let node = run[key], node.isSet { return (.failed, node.text ?? "error") }
        }
        if let node = run["skipped"], node.isSet { return (.skipped, node.text ?? "skipped") }
        guard let stats = run["stats"], !stats.isNull, stats.object?.isEmpty != true else {
            return (.notPrinted, "stats")
        }
        return stats["rounds"]?.number.flatMap { Double($0) } == 0 ? (.skipped, "0 rounds") : nil
    }
}
