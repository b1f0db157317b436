import Foundation
import PatchbenchTestSupport
import Testing

@testable import Machine
@testable import Outputs
@testable import Workbench

/// Small inputs, in fixtures/cases/test.
@Suite struct TestCaseTests {
    static let cases: [(file: String, results: [TestResult])] = [
        (
            "junit-notrun.xml",
            [
                TestResult(name: "Arena.grows", outcome: .pass),
                TestResult(name: "Arena.shrinks", outcome: .skip, message: "status=\"notrun\""),
            ]
        ),
        (
            "junit-two-documents.xml",
            [
                TestResult(name: "one.a", outcome: .pass),
                TestResult(name: "two.b", outcome: .fail, message: "3 is not 4"),
            ]
        ),
        (
            "junit-suite-error.xml",
            [
                TestResult(name: "one.a", outcome: .pass),
                TestResult(name: "one", outcome: .crash, message: "fixture could not be set up"),
            ]
        ),
        ("tap-same-name.tap", [TestResult(name: "opens", outcome: .fail, times: 2)]),
        (
            "tap-yaml-holds-tap.tap",
            [TestResult(name: "outer", outcome: .pass), TestResult(name: "other", outcome: .pass)]
        ),
        (
            "ktap-console.txt",
            [
                TestResult(name: "page_ref_helpers", outcome: .pass),
                TestResult(name: "refcount_rename", outcome: .fail),
            ]
        ),
    ]

    @Test(arguments: cases) func `a case has its right value`(_ file: String, _ results: [TestResult]) throws {
        let url = Product.packageRoot.appending(path: "fixtures/cases/test/" + file)
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(TestVerdict.results(output: text, ended: .exited(status: 0)) == results)
    }
}
