import Outputs
import PatchModel
import Workbench

/// Every test that failed and should not have, once: at which stages, with the message and the log of the first of
/// them; and what is to be known of tests that passed by the exit status alone.
struct TestFailures {
    let report: TestReport
    let changes: TestChanges
    let paint: Paint
    /// Columns of text.
    let limit: Int

    var lines: [String] {
        let failed = entries { changes.counts($0, at: $1) }
        let noted = entries { test, _ in test.isNoted }
        return section("failed:", failed) + section("not understood:", noted)
    }

    private func section(_ title: String, _ lines: [String]) -> [String] { lines.isEmpty ? [] : ["", title] + lines }

    private struct Entry {
        let test: TestResult
        let log: String
        var stages: [StageID]
    }

    private func entries(_ isMeant: (TestResult, StageID) -> Bool) -> [String] {
        var places: [String: Int] = [:]
        var entries: [Entry] = []
        for stage in report.results {
            for test in stage.tests where isMeant(test, stage.stage) {
                if let place = places[test.name] {
                    entries[place].stages.append(stage.stage)
                } else {
                    places[test.name] = entries.count
                    entries.append(Entry(test: test, log: stage.log, stages: [stage.stage]))
                }
            }
        }
        return entries.flatMap(lines)
    }

    private func lines(of entry: Entry) -> [String] {
        let test = entry.test
        let places = StageList(stages: entry.stages, among: report.results.map(\.stage))
        let message = test.message.isEmpty ? "" : ": " + test.message
        var text = wrapped("  \(test.name) (\(test.outcome.rawValue), \(places.text))\(message)", to: limit, hanging: 2)
        if test.isUnexpectedFailure, text[0].hasPrefix("  " + test.name) {
            text[0] = "  " + paint(.red, test.name) + text[0].dropFirst(2 + test.name.count)
        }
        return text + ["    log: \(entry.log)"]
    }
}
