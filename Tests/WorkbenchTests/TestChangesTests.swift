import Outputs
import PatchModel
import Testing

@testable import Workbench

/// A series is judged by its top, and by what a patch breaks.
@Suite struct TestChangesTests {
    /// A test's outcomes stage by stage: `✓` passes, `✗` fails, `·` fails as expected, `-` is skipped, a blank: it is
    /// not there.
    struct Case: Sendable, CustomTestStringConvertible {
        let outcomes: String
        let counted: String
        var fixes: [Int] = []
        var regressions: [Int] = []
        var testDescription: String { outcomes }
    }

    static let cases = [
        Case(outcomes: "✓✓✓", counted: "   "),
        Case(outcomes: "✗✓✓", counted: "   ", fixes: [1]),
        Case(outcomes: "✗✗✓", counted: "   ", fixes: [2]),
        Case(outcomes: "✗✗✗", counted: "✗✗✗"),
        Case(outcomes: "✓✗✗", counted: " ✗✗", regressions: [1]),
        Case(outcomes: "✓✗✓", counted: " ✗ ", fixes: [2], regressions: [1]),
        Case(outcomes: "✗✓✗", counted: "  ✗", fixes: [1], regressions: [2]),
        Case(outcomes: "··✓", counted: "   ", fixes: [2]),
        Case(outcomes: "·✗✓", counted: " ✗ ", fixes: [2]),
        Case(outcomes: "✗·✓", counted: "✗  ", fixes: [2]),
        Case(outcomes: "✓-✗", counted: "  ✗", regressions: [2]),
        Case(outcomes: "✓ ✗", counted: "  ✗", regressions: [2]),
        Case(outcomes: " ✗✓", counted: "   ", fixes: [2]),
        Case(outcomes: "  ✗", counted: "  ✗"),
        Case(outcomes: "✗--", counted: "✗  "),
    ]

    @Test(arguments: cases) func `what counts, and who did it`(_ item: Case) {
        let report = Self.report(["t": item.outcomes, "other": "✓✓✓"])
        let changes = report.changes
        let counted = report.results.map { stage in
            stage.tests.contains { $0.name == "t" && changes.counts($0, at: stage.stage) } ? "✗" : " "
        }
        #expect(counted.joined() == item.counted)
        #expect(changes.fixes.map { $0.stages.after.value } == item.fixes)
        #expect(changes.regressions.map { $0.stages.after.value } == item.regressions)
        #expect(report.isGood == !item.counted.contains("✗"))
    }

    @Test func `what is wrong with the command has a line in bad reports only`() {
        for name in ["test", "test command"] {
            #expect(Self.report([name: " ✗ ", "other": "✓ ✓"]).changes.regressions.map(\.test) == [name])
            #expect(!Self.report([name: " ✗ ", "other": "✓ ✓"]).isGood)
            #expect(Self.report([name: "✗  ", "other": " ✓✓"]).isGood)
        }
    }

    @Test func `a change between stages that are apart is of no single patch`() {
        var report = Self.report(["t": "✓✓✗"])
        report.results.remove(at: 1)
        #expect(report.changes.regressions.map(\.stages.patch) == [nil])
    }

    private static func report(_ tests: KeyValuePairs<String, String>) -> TestReport {
        let columns = tests.map { (name: $0.key, outcomes: Array($0.value)) }
        let results = (0..<3).map { number in
            TestReport.StageResults(
                stage: StageID(number), tests: columns.compactMap { result($0.name, $0.outcomes[number]) }, log: "/log")
        }
        return TestReport(series: "s", stages: [], results: results)
    }

    private static func result(_ name: String, _ sign: Character) -> TestResult? {
        switch sign {
        case "✓": TestResult(name: name, outcome: .pass)
        case "✗": TestResult(name: name, outcome: .fail)
        case "·": TestResult(name: name, outcome: .fail, isExpected: true)
        case "-": TestResult(name: name, outcome: .skip)
        default: nil
        }
    }
}
