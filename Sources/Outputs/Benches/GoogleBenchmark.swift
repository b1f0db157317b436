import Foundation

/// What a program linked with Google Benchmark prints under `--benchmark_format=json`.
///
/// Metrics `real_time` and `cpu_time` and the user's counters, by the parameter `benchmark`. Repetitions are averaged;
/// aggregates count only where nothing else is printed, and of them the mean alone.
/// Source: docs/user_guide.md and src/json_reporter.cc of google/benchmark.
enum GoogleBenchmark {
    private struct Document: Decodable {
        var benchmarks: [Run]
    }

    private struct Run: Decodable {
        var name: String
        var runName: String?
        var runType: String?
        var aggregateName: String?
        var errorMessage: String?
        var timeUnit: String?
        /// Every number of the object by its key: times, counters and what `bookkeeping` names.
        var numbers: [String: Double]

        enum CodingKeys: String, CodingKey {
            case name
            case runName = "run_name"
            case runType = "run_type"
            case aggregateName = "aggregate_name"
            case errorMessage = "error_message"
            case timeUnit = "time_unit"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            runName = try container.decodeIfPresent(String.self, forKey: .runName)
            runType = try container.decodeIfPresent(String.self, forKey: .runType)
            aggregateName = try container.decodeIfPresent(String.self, forKey: .aggregateName)
            errorMessage = try container.decodeIfPresent(String.self, forKey: .errorMessage)
            timeUnit = try container.decodeIfPresent(String.self, forKey: .timeUnit)
            let all = try decoder.container(keyedBy: AnyKey.self)
            numbers = [:]
            for key in all.allKeys {
                if let number = try? all.decode(Double.self, forKey: key) { numbers[key.stringValue] = number }
            }
            guard errorMessage != nil || numbers["real_time"] != nil else {
                throw DecodingError.keyNotFound(
                    AnyKey("real_time"), .init(codingPath: decoder.codingPath, debugDescription: ""))
            }
        }
    }

    private static let bookkeeping: Set<String> = [
        "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations",
        "real_time", "cpu_time",
    ]

    package static func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        JSONText(text).decode(Document.self).flatMap { document in
            for (index, run) in document.benchmarks.enumerated() {
                guard let message = run.errorMessage else { continue }
                let line = JSONText(text).line(of: [AnyKey("benchmarks"), AnyKey(index)])
                return .failure(.line(line, of: text, .failed("\(run.name): \(message)")))
            }
            var collector = SampleCollector()
            let single = document.benchmarks.filter { $0.runType != "aggregate" }
            let runs = single.isEmpty ? document.benchmarks.filter { $0.aggregateName == "mean" } : single
            for run in runs { add(run, to: &collector) }
            return collector.output
        }
    }

    private static func add(_ run: Run, to collector: inout SampleCollector) {
        let parameters = Parameters(["benchmark": .text(run.runName ?? run.name)])
        for name in ["real_time", "cpu_time"] {
            guard let value = run.numbers[name] else { continue }
            collector.add(
                Metric(name: name, parameters: parameters, unit: run.timeUnit ?? "ns", better: .less), value)
        }
        for (name, value) in run.numbers.sorted(by: { $0.key < $1.key }) where !bookkeeping.contains(name) {
            let isRate = name.hasSuffix("_per_second")
            collector.add(
                Metric(
                    name: name, parameters: parameters, unit: isRate ? "1/s" : "1", better: isRate ? .more : .less),
                value)
        }
    }
}

/// Any key of a JSON object, or any place in an array.
struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    package init(_ name: String) { (stringValue, intValue) = (name, nil) }
    package init(_ index: Int) { (stringValue, intValue) = (String(index), index) }
    package init?(stringValue: String) { self.init(stringValue) }
    package init?(intValue: Int) { self.init(intValue) }
}
