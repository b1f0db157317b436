import Foundation
import PatchbenchTestSupport
import Testing

@testable import Machine
@testable import Outputs
@testable import Workbench

/// Real reports of the tools, in fixtures/test-output.
@Suite struct TestFormatTests {
    private static func text(_ file: String) throws -> String {
        try String(contentsOf: Product.packageRoot.appending(path: "fixtures/test-output/" + file), encoding: .utf8)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var results: [TestResult]
        var testDescription: String { file }
    }

    static let cases = [
        Case(
            file: "junit-pytest.xml",
            results: [
                TestResult(name: "test_kinds.test_pass", outcome: .pass),
                TestResult(name: "test_kinds.test_fail", outcome: .fail, message: "AssertionError: one is not two"),
                TestResult(name: "test_kinds.test_skip", outcome: .skip, message: "not here"),
                TestResult(
                    name: "test_kinds.test_error", outcome: .crash,
                    message: "failed on setup with \"RuntimeError: no fixture\""),
                TestResult(name: "test_kinds.test_xfail", outcome: .fail, isExpected: true, message: "known"),
            ]),
        Case(
            file: "junit-node.xml",
            results: [
                TestResult(name: "test.adds", outcome: .pass), TestResult(name: "test.inner", outcome: .pass),
                TestResult(name: "test.wrong", outcome: .fail, message: "1 == 2"),
                TestResult(name: "test.later", outcome: .skip, message: "not on Linux"),
                TestResult(name: "test.todo", outcome: .fail, isExpected: true, message: "some day"),
            ]),
        Case(
            file: "tap13-node.txt",
            results: [
                TestResult(name: "adds", outcome: .pass), TestResult(name: "group/inner", outcome: .pass),
                TestResult(name: "group/wrong", outcome: .fail, message: "1 == 2"),
                TestResult(name: "later", outcome: .skip, message: "not on Linux"),
                TestResult(name: "todo", outcome: .fail, isExpected: true, message: "some day"),
            ]),
        Case(
            file: "tap-perl.txt",
            results: [
                TestResult(name: "first", outcome: .pass), TestResult(name: "equal", outcome: .fail),
                TestResult(name: "inner/a", outcome: .pass), TestResult(name: "inner/b", outcome: .pass),
                TestResult(name: "4", outcome: .skip, message: "no network"),
                TestResult(name: "not yet", outcome: .fail, isExpected: true, message: "later"),
            ]),
    ]

    @Test(arguments: cases) func `what a tool reports is told and read`(_ report: Case) throws {
        #expect(TestVerdict.results(output: try Self.text(report.file), ended: .exited(status: 1)) == report.results)
    }

    @Test func `a report that is cut off is named with its line`() throws {
        let text = try Self.text("junit-node.xml")
        let cut = text.split(separator: "\n").prefix(5).joined(separator: "\n")
        let results = TestVerdict.results(output: cut, ended: .exited(status: 0))
        #expect(results.map(\.name) == ["test command"])
        #expect(results[0].outcome == .fail)
        #expect(results[0].message.contains("line 5 of the JUnit report"))
    }

    @Test func `other XML is no report`() {
        let results = TestVerdict.results(output: "<?xml version=\"1.0\"?><html/>", ended: .exited(status: 0))
        #expect(results.map(\.outcome) == [.fail])
    }

    struct Ending: Sendable {
        var outcome: CommandOutcome
        var result: TestResult.Outcome
    }

    @Test(arguments: [
        Ending(outcome: .exited(status: 0), result: .pass), Ending(outcome: .exited(status: 1), result: .fail),
        Ending(outcome: .exited(status: 125), result: .skip), Ending(outcome: .killed(signal: 11), result: .crash),
        Ending(outcome: .timedOut(after: .seconds(1)), result: .timeout),
    ])
    func `without a report the exit status counts, and 125 is: cannot be tested`(_ ending: Ending) {
        #expect(TestVerdict.results(output: "hello", ended: ending.outcome).map(\.outcome) == [ending.result])
        let named = TestVerdict.results(output: "ok 1 - a", as: .status, ended: ending.outcome)
        #expect(named.map(\.outcome) == [ending.result])
    }

    static let reports: [(String, [String])] = [
        ("TAP version 14\n1..3\nok 1 - a\n", ["a", "test command"]),
        ("<testsuite><testcase name=\"a\"/></testsuite>", ["a", "test command"]),
        ("<testsuite><testcase", ["test"]),
    ]

    @Test(arguments: reports) func `125 after a report is: cannot be tested, too`(_ report: String, _ names: [String]) {
        let results = TestVerdict.results(output: report, ended: .exited(status: 125))
        #expect(results.map(\.name) == names)
        #expect(results.last?.outcome == .skip)
        #expect(results.allSatisfy { !$0.isUnexpectedFailure })
    }

    /// The example of subtests in the TAP 14 specification, shortened.
    @Test func `subtests of TAP 14 are read, whether their parent is named before or not`() {
        let text = """
            TAP version 14
            1..2
            # Subtest: foo.tap
                1..2
                ok 1
                ok 2 - this passed
            ok 1 - foo.tap
                ok 1 - object should be a Boat
                not ok 2 - boat should have cargo # TODO not loaded
                  ---
                  message: "empty hold"
                  ...
                1..2
            ok 2 - bar.tap # time=24.7ms

            """
        let results = TestVerdict.results(output: text, ended: .exited(status: 0))
        #expect(
            results.map(\.name) == [
                "foo.tap/1", "foo.tap/this passed", "bar.tap/object should be a Boat", "bar.tap/boat should have cargo",
            ])
        #expect(results.map(\.outcome) == [.pass, .pass, .pass, .fail])
        #expect(results.allSatisfy { !$0.isUnexpectedFailure })
    }

    @Test func `a format that was named must be there`() {
        #expect(
            TestVerdict.results(output: "hello", as: .tap, ended: .exited(status: 0))
                == [TestResult(name: "test command", outcome: .fail, message: "the test command prints no TAP")])
    }
}
