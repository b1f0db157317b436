/// What a program linked with Google Benchmark prints under `--benchmark_format=json`.
///
/// Metrics `real_time` and `cpu_time` and the user's counters, by the parameter `benchmark`. Repetitions are averaged;
/// aggregates count only where no repetition of the benchmark is printed, and of them the mean alone. One that was
/// skipped or that failed, in any repetition, has no value. Which way is better is known of times and of the rates that
/// the library itself computes. What `context` says of machine and library are conditions. Source: docs/user_guide.md
/// and src/json_reporter.cc of google/benchmark.
package enum GoogleBenchmark {
    private static let bookkeeping: Set<String> = [
        "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations",
        "real_time", "cpu_time",
    ]

    /// What `context` has that is another in every run, or no condition.
    private static let changing: Set<String> = [
        "date", "host_name", "executable", "mhz_per_cpu", "json_schema_version",
    ]

    package static func read(_ source: OutputSource) throws(BenchProblem) -> SampleCollector {
        var collector = SampleCollector()
        var names = OccurrenceCounter()
        try JSONReader.read(source, key: "benchmarks") { (document) throws(BenchProblem) in
            for (name, node) in document.root["context"]?.object ?? [:] where !changing.contains(name) {
                if let value = node.parameter { collector.note(condition: name, value) }
            }
            for group in try groups(of: document) {
                let parameters = names.numbered(["benchmark": .text(group.name)])
                let runs = group.repetitions.isEmpty ? group.means : group.repetitions
                for run in runs { try add(run, of: document, parameters, to: &collector) }
                guard runs.isEmpty, let other = group.others.first else { continue }
                for name in ["real_time", "cpu_time"] {
                    collector.miss(name, parameters, .notPrinted, "mean", at: document.line(of: other))
                }
            }
        }
        return collector
    }

    private static func add(
        _ run: JSONNode, of document: JSONDocument, _ parameters: Parameters, to collector: inout SampleCollector
    ) throws(BenchProblem) {
        let absence = absence(of: run)
        for name in ["real_time", "cpu_time"] {
            if let (reason, message) = absence {
                collector.miss(name, parameters, reason, message, at: document.line(of: run))
            } else if name == "real_time" || run[name] != nil {
                let unit = run["time_unit"]?.text ?? "ns"
                try document.add(
                    Metric(name: name, parameters: parameters, unit: unit, better: .less), name, of: run,
                    to: &collector)
            }
        }
        for (name, node) in (run.object ?? [:]).sorted(by: { $0.key < $1.key }) where !bookkeeping.contains(name) {
            guard let word = node.number else { continue }
            if let (reason, message) = absence {
                collector.miss(name, parameters, reason, message, at: document.line(of: run))
                continue
            }
            let better: Metric.Direction =
                ["bytes_per_second", "items_per_second"].contains(name) ? .more : .unknown
            let unit = name.hasSuffix("_per_second") ? "1/s" : "1"
            try collector.add(
                Metric(name: name, parameters: parameters, unit: unit, better: better), word: word,
                at: document.line(of: node))
        }
    }

    /// Why an entry has no times: it says so, or has no iterations.
    private static func absence(of run: JSONNode) -> (MissingMetric.Reason, String?)? {
        if run["error_occurred"]?.isSet == true || run["error_message"]?.isSet == true {
            return (.failed, run["error_message"]?.text)
        }
        if run["skipped"]?.isSet == true || run["skip_message"]?.isSet == true {
            return (.skipped, run["skip_message"]?.text)
        }
        return run["iterations"]?.number.flatMap { Double($0) } == 0 ? (.skipped, "0 iterations") : nil
    }
}

extension GoogleBenchmark {
    /// What is printed of one benchmark.
    private struct Group {
        var name: String
        var repetitions: [JSONNode] = []
        var means: [JSONNode] = []
        /// Other aggregates that have times.
        var others: [JSONNode] = []
        private var indices: Set<Int> = []

        init(name: String) { self.name = name }

        /// Whether one more run is a repetition of this benchmark, and not another one of the same name.
        mutating func takes(_ run: JSONNode, hasAggregates: Bool) -> Bool {
            let declared = run["repetitions"]?.number.flatMap { Int($0) }
            if let index = run["repetition_index"]?.number.flatMap({ Int($0) }) {
                return indices.insert(index).inserted
            }
            if let declared { return repetitions.count < max(declared, 1) }
            return repetitions.isEmpty || hasAggregates
        }
    }

    /// The benchmarks of a document, in the order of their first entries.
    private static func groups(of document: JSONDocument) throws(BenchProblem) -> [Group] {
        let runs = try document.array("benchmarks")
        var names: [String] = []
        for run in runs { names.append(try document.text("name", of: run)) }
        let families = families(of: names)
        var groups: [Group] = []
        var latest: [String: Int] = [:]
        for (run, name) in zip(runs, names) {
            let aggregate = aggregate(run, name, families)
            let benchmark = run["run_name"]?.text ?? aggregate.map { String(name.dropLast($0.count + 1)) } ?? name
            // Entries of two benchmarks may have one name; their places in the program differ.
            let places = ["family_index", "per_family_instance_index"].map { run[$0]?.number ?? "" }
            let key = ([benchmark] + places).joined(separator: "\u{0}")
            var place = latest[key] ?? groups.endIndex
            if place < groups.endIndex, aggregate == nil,
                !groups[place].takes(run, hasAggregates: families[benchmark] != nil)
            {
                place = groups.endIndex
            }
            if place == groups.endIndex {
                groups.append(Group(name: benchmark))
                if aggregate == nil { _ = groups[place].takes(run, hasAggregates: false) }
                latest[key] = place
            }
            switch aggregate {
            case nil: groups[place].repetitions.append(run)
            case "mean": groups[place].means.append(run)
            case "median", "min", "max": groups[place].others.append(run)
            default: break
            }
        }
        return groups
    }

    /// The endings `_mean`, `_stddev`… by the name before them, as versions before 1.5 tell aggregates.
    private static func families(of names: [String]) -> [String: Set<String>] {
        var families: [String: Set<String>] = [:]
        for name in names {
            guard let line = name.lastIndex(of: "_") else { continue }
            families[String(name[..<line]), default: []].insert(String(name[name.index(after: line)...]))
        }
        return families.filter { $0.value.isSuperset(of: ["mean", "median", "stddev"]) }
    }

    /// The aggregate that an entry is: `mean`, `BigO`…; nil for a run.
    private static func aggregate(_ run: JSONNode, _ name: String, _ families: [String: Set<String>]) -> String? {
        if let type = run["run_type"]?.text {
            return type == "aggregate" ? run["aggregate_name"]?.text ?? "" : nil
        }
        if run["big_o"] != nil { return "BigO" }
        if run["rms"] != nil, run["real_time"] == nil { return "RMS" }
        guard let line = name.lastIndex(of: "_"), families[String(name[..<line])] != nil else { return nil }
        let ending = String(name[name.index(after: line)...])
        return ["mean", "median", "stddev", "cv"].contains(ending) ? ending : nil
    }
}
