import Workbench

/// Every test that failed and should not have, once: at which stages, with the message and the log of the first of
/// them.
struct TestFailures {
    let report: TestReport
    let paint: Paint

    var lines: [String] {
        let failed = report.testNames.compactMap(line)
        return failed.isEmpty ? [] : ["", "failed:"] + failed.joined()
    }

    private func line(for name: String) -> [String]? {
        let stages = report.results.compactMap { stage in
            stage.tests.first { $0.name == name && $0.isUnexpectedFailure }.map { (stage, $0) }
        }
        guard let (first, test) = stages.first else { return nil }
        let places = StageList(stages: stages.map(\.0.stage), among: report.results.map(\.stage))
        let message = test.message.isEmpty ? "" : ": " + test.message
        return [
            "  \(paint(.red, name)) (\(test.outcome.rawValue), \(places.text))\(message)", "    log: \(first.log)",
        ]
    }
}
