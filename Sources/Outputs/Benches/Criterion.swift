import Foundation

/// Criterion's estimates: the files `<benchmark>/new/estimates.json` that it leaves in `target/criterion`, or what
/// `cargo criterion --message-format=json` prints, one message a line.
///
/// Metric `time`, the mean in nanoseconds, by the parameter `benchmark`.
/// Source: the chapters on cargo-criterion and on its messages in criterion's book; criterion/src/estimate.rs.
package enum Criterion {
    /// The folder of a benchmark's last run, and the file in it.
    package static let estimatesFile = "new/estimates.json"

    /// Messages, or one file's estimates, which do not say whose they are.
    package static func read(_ source: OutputSource) throws(BenchProblem) -> SampleCollector {
        var collector = SampleCollector()
        var names = OccurrenceCounter()
        var finder = DocumentFinder(keys: [])
        let take: DocumentFinder.Found = { (document) throws(BenchProblem) in
            if document.root["reason"] != nil {
                try add(message: document, &names, to: &collector)
            } else if isEstimates(document.root) {
                try add(estimates: document, of: "", to: &collector)
            }
        }
        try source.forEachLine { (line) throws(BenchProblem) in
            try check(line)
            try finder.read(line, take)
            return true
        }
        try finder.finish(take)
        return collector
    }

    /// A message is on one line; one that begins like a message and does not end as one was cut off.
    private static func check(_ line: OutputLine) throws(BenchProblem) {
        let start = line.bytes.drop { $0 == 0x20 || $0 == 0x09 }
        guard start.starts(with: "{\"reason\"".utf8) else { return }
        var parser = JSONParser(start)
        guard (try? parser.value()) != nil else { throw line.line.problem(.notJSON) }
    }

    package static func isMessage(_ root: JSONNode) -> Bool {
        let reasons: Set = [
            "benchmark-complete", "group-complete", "compiler-artifact", "compiler-message", "build-script-executed",
            "build-finished",
        ]
        return root["reason"]?.text.map(reasons.contains) ?? false
    }

    package static func isEstimates(_ root: JSONNode) -> Bool {
        root["mean"]?.object != nil && root["median"]?.object != nil
    }

    private static func add(
        message document: JSONDocument, _ names: inout OccurrenceCounter, to collector: inout SampleCollector
    ) throws(BenchProblem) {
        let message = document.root
        if message["reason"]?.text == "build-finished", let success = message["success"], !success.isSet {
            throw document.problem(at: message, .failed("the build"))
        }
        guard message["reason"]?.text == "benchmark-complete" else { return }
        let parameters = names.numbered(["benchmark": .text(try document.text("id", of: message))])
        guard let mean = message["mean"] else {
            return collector.miss("time", parameters, .notPrinted, "mean", at: document.line(of: message))
        }
        guard !mean.isNull else {
            return collector.miss("time", parameters, .noNumber, "null", at: document.line(of: mean))
        }
        try document.add(
            metric(parameters, unit: (mean["unit"] ?? message["unit"])?.text ?? "ns"), "estimate", of: mean,
            to: &collector)
    }

    private static func add(
        estimates document: JSONDocument, of benchmark: String, to collector: inout SampleCollector
    ) throws(BenchProblem) {
        let parameters = Parameters(benchmark.isEmpty ? [:] : ["benchmark": .text(benchmark)])
        try document.add(
            metric(parameters, unit: "ns"), "point_estimate", of: document.root["mean"]!, to: &collector)
    }

    private static func metric(_ parameters: Parameters, unit: String) -> Metric {
        Metric(name: "time", parameters: parameters, unit: unit, better: MetricUnit(unit).usualDirection)
    }
}

extension Criterion {
    /// A problem in one of several files.
    package struct FileProblem: Error {
        package var benchmark: String
        package var problem: BenchProblem
    }

    /// The files of estimates in `target/criterion`, or in what else holds the folders of benchmarks.
    package static func estimates(in folder: URL) -> [(benchmark: String, source: OutputSource)] {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix("/" + estimatesFile) }.sorted().map { path in
            (String(path.dropLast(estimatesFile.count + 1)), .file(folder.appending(path: path)))
        }
    }

    /// The estimates of several benchmarks; `benchmark` is the path of the folder in which criterion keeps it.
    package static func read(
        _ files: [(benchmark: String, source: OutputSource)]
    ) -> Result<BenchOutput, FileProblem> {
        var collector = SampleCollector()
        for (benchmark, source) in files {
            do throws(BenchProblem) {
                var count = 0
                try JSONReader.read(source, key: "mean") { (document) throws(BenchProblem) in
                    count += 1
                    try add(estimates: document, of: benchmark, to: &collector)
                }
                if count == 0 { throw BenchLine().problem(.missing(key: "mean")) }
            } catch {
                return .failure(FileProblem(benchmark: benchmark, problem: error))
            }
        }
        return collector.output.mapError { FileProblem(benchmark: "", problem: $0) }
    }
}
