import Charts
import Outputs
import PatchModel
import Workbench

/// A row for each test that does not pass at every stage, the names of the others, and what the tests said.
struct PageTestMatrix {
    private let changes: TestChanges
    private let stages: [(number: StageID, results: [String: TestResult])]
    /// Those that have a row, and those that pass everywhere and say nothing.
    private let shown: [String]
    private let steady: [String]

    /// - Parameter report: Of one stage or more.
    init(_ report: TestReport) {
        let stages = report.results.map { stage in
            (number: stage.stage, results: Dictionary(uniqueKeysWithValues: stage.tests.map { ($0.name, $0) }))
        }
        let steady = Set(
            report.testNames.filter { name in
                stages.allSatisfy { $0.results[name]?.outcome == .pass && $0.results[name]?.message == "" }
            })
        (self.stages, changes) = (stages, report.changes)
        shown = report.testNames.filter { !steady.contains($0) }
        self.steady = report.testNames.filter(steady.contains)
    }

    /// - Parameter link: A stage, as it stands above its column.
    func html(_ link: (StageID) -> String) -> String { matrix(link) + said.joined() + others }

    private func matrix(_ link: (StageID) -> String) -> String {
        guard !shown.isEmpty else { return "" }
        let rows = shown.enumerated().map { index, name in
            [name.escaped] + stages.map { cell($0.results[name], at: $0.number, row: index) }
        }
        let caption = steady.isEmpty ? "Tests by stages" : "Tests by stages; those that pass at every stage are below"
        return PageTable(caption: caption, header: ["test"] + stages.map { link($0.number) }, rows: rows).html
            + Self.legend
    }

    private static let legend =
        "<p class=\"note\">✓ passes, · fails, as expected before its patch, ✗ fails, ! crashes, T timed out, "
        + "- skipped; a sign leads to what the test said.</p>"

    private func cell(_ result: TestResult?, at stage: StageID, row: Int) -> String {
        guard let result else { return "<td></td>" }
        let look = look(of: result, at: stage)
        let name = " aria-label=\"\(look.word)\""
        let sign =
            result.message.isEmpty
            ? (result.outcome == .pass ? look.sign : "<span role=\"img\"\(name)>\(look.sign)</span>")
            : "<a href=\"#said-\(row + 1)\"\(name)>\(look.sign)</a>"
        return "<td class=\"\(look.style)\">\(sign)</td>"
    }

    private func look(of result: TestResult, at stage: StageID) -> (sign: String, word: String, style: String) {
        switch result.outcome {
        case _ where result.isExpected || result.isUnexpectedFailure && !changes.counts(result, at: stage):
            ("·", "fails, as expected before its patch", "open")
        case .pass: ("✓", "passes", "better")
        case .fail: ("✗", "fails", "worse")
        case .crash: ("!", "crashes", "worse")
        case .timeout: ("T", "timed out", "worse")
        case .skip: ("-", "skipped", "open")
        }
    }

    /// By test, what it said at which stages.
    private var said: [String] {
        shown.enumerated().compactMap { index, name in
            var messages: [String] = []
            var places: [String: [StageID]] = [:]
            for stage in stages {
                guard let result = stage.results[name], !result.message.isEmpty else { continue }
                let text = "\(look(of: result, at: stage.number).word): \(Self.shortened(result.message))"
                if places[text] == nil { messages.append(text) }
                places[text, default: []].append(stage.number)
            }
            guard !messages.isEmpty else { return nil }
            let lines = messages.map { text in
                "\(StageList(stages: places[text]!, among: stages.map(\.number)).text): \(text)"
            }
            // A link opens it: the place is within what is closed.
            return "<details><summary>\(name.escaped)</summary><pre class=\"message\" id=\"said-\(index + 1)\">"
                + "\(lines.joined(separator: "\n").escaped)</pre></details>"
        }
    }

    /// Characters of a message; the log has all of it.
    private static let longestMessage = 2_000

    private static func shortened(_ message: String) -> String {
        message.count > longestMessage ? message.prefix(longestMessage) + " (cut off)" : message
    }

    private var others: String {
        guard !steady.isEmpty else { return "" }
        let names = steady.map { "<li>\($0.escaped)" }.joined()
        return "<details><summary>\(counted(steady.count, "test")) \(steady.count == 1 ? "passes" : "pass") at every "
            + "stage</summary><ul>\(names)</ul></details>"
    }
}
