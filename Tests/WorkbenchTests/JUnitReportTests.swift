import Testing

@testable import Machine
@testable import Outputs
@testable import Workbench

/// How tools that write JUnit XML say what a test did.
@Suite struct JUnitReportTests {
    private static func one(_ title: String, _ attributes: String, _ outcome: String, _ children: String = "")
        -> ReportCase
    {
        ReportCase(
            title: title, output: "<testsuite><testcase name=\"a\" \(attributes)>\(children)</testcase></testsuite>",
            outcomes: ["a: \(outcome)"])
    }

    /// googletest's `status` is `run` or `notrun`, its `result` `completed`, `skipped` or `suppressed`; CTest's
    /// `status` is `run`, `fail`, `notrun` or `disabled`.
    static let statuses = [
        one("googletest ran", "status=\"run\" result=\"completed\"", "pass"),
        one("googletest disabled", "status=\"notrun\" result=\"suppressed\"", "skip"),
        one("googletest skipped", "status=\"run\" result=\"skipped\"", "skip"),
        one("googletest skipped, with why", "status=\"run\" result=\"skipped\"", "skip", "<skipped message=\"x\"/>"),
        one("googletest failed", "status=\"run\" result=\"completed\"", "fail", "<failure message=\"x\"/>"),
        one("older googletest", "status=\"notrun\"", "skip"), one("older googletest ran", "status=\"run\"", "pass"),
        one("CTest disabled", "status=\"disabled\"", "skip"), one("CTest failed", "status=\"fail\"", "fail"),
        one("disabled", "disabled=\"1\"", "skip"), one("not disabled", "disabled=\"0\"", "pass"),
        one("executed", "executed=\"False\"", "skip"), one("no success", "success=\"false\"", "fail"),
        one("passed", "status=\"passed\"", "pass"), one("in capitals", "status=\"PASSED\"", "pass"),
        one("success", "status=\"success\"", "pass"), one("ok", "result=\"ok\"", "pass"),
        one("skipped", "status=\"skipped\"", "skip"), one("not run", "status=\"Not Run\"", "skip"),
        one("ignored", "result=\"ignored\"", "skip"), one("pending", "status=\"pending\"", "skip"),
        one("failed", "status=\"failed\"", "fail"), one("error", "status=\"error\"", "crash"),
        one("time", "result=\"timeout\"", "timeout"), one("one of two", "status=\"passed\" result=\"failed\"", "fail"),
        one("an element outvotes a pass", "status=\"passed\"", "crash", "<error/>"),
        one("an element outvotes notrun", "status=\"notrun\"", "fail", "<failure/>"),
    ]

    /// Surefire's `rerunFailingTestsCount`: a test that passes in the end has flaky elements, one that does not a
    /// failure and reruns.
    static let reruns = [
        one("flaky failure", "", "pass", "<flakyFailure message=\"m\"><stackTrace>s</stackTrace></flakyFailure>"),
        one("flaky error", "", "pass", "<flakyError message=\"m\"/><flakyFailure message=\"m\"/>"),
        one("never passed", "", "fail", "<failure message=\"m\"/><rerunFailure message=\"m\"/>"),
        one("never passed, crashed", "", "crash", "<error message=\"m\"/><rerunError message=\"m\"/>"),
        one("only reruns", "", "fail", "<rerunFailure message=\"m\"><failure>x</failure></rerunFailure>"),
        one("not its own elements", "", "pass", "<properties><error/></properties><system-out>x</system-out>"),
    ]

    @Test(arguments: statuses + reruns) func `attributes say how a test went where no element does`(
        _ report: ReportCase
    ) {
        report.check()
    }

    static let unknown = ["odd", "maybe", "7", "inconclusive"]

    @Test(arguments: unknown) func `a status that is not known is named and no pass`(_ status: String) {
        ReportCase(
            title: "", output: "<testsuite><testcase name=\"a\" status=\"\(status)\"/></testsuite>",
            outcomes: ["a: skip", "test command: fail"], says: ["status=\"\(status)\" of a is not understood"]
        ).check()
    }

    private static let a = "<testcase name=\"a\"/>"
    private static let twoSuites = "<testsuite tests=\"1\">\(a)</testsuite><testsuite tests=\"1\">\(a)</testsuite>"

    static let counts = [
        ReportCase(
            title: "fewer tests", output: "<testsuite tests=\"3\">\(a)</testsuite>",
            outcomes: ["a: pass", "test command: fail"], says: ["tests=3, and has 1"]),
        ReportCase(
            title: "more tests", output: "<testsuite tests=\"1\" name=\"s\">\(a)<testcase name=\"b\"/></testsuite>",
            outcomes: ["a: pass", "b: pass", "test command: fail"], says: ["the suite s says tests=1, and has 2"]),
        ReportCase(
            title: "a failure that is not there", output: "<testsuite tests=\"1\" failures=\"1\">\(a)</testsuite>",
            outcomes: ["a: pass", "test command: fail"], says: ["failed=1, and has 0"]),
        ReportCase(
            title: "errors of all suites", output: "<testsuites errors=\"2\"><testsuite>\(a)</testsuite></testsuites>",
            outcomes: ["a: pass", "test command: fail"]),
        ReportCase(
            title: "skipped, but listed as run", output: "<testsuite tests=\"1\" skipped=\"1\">\(a)</testsuite>",
            outcomes: ["a: pass", "test command: fail"], says: ["skipped=1, and has 0"]),
        ReportCase(
            title: "skipped and not listed", output: "<testsuite tests=\"2\" skipped=\"1\">\(a)</testsuite>",
            outcomes: ["a: pass"]),
        ReportCase(
            title: "skipped and not counted",
            output: "<testsuite tests=\"1\" skipped=\"1\">\(a)<testcase name=\"b\"><skipped/></testcase></testsuite>",
            outcomes: ["a: pass", "b: skip"]),
        ReportCase(
            title: "the sum of all suites", output: "<testsuites tests=\"2\">\(twoSuites)</testsuites>",
            outcomes: ["a: pass"]),
        ReportCase(
            title: "not the sum", output: "<testsuites tests=\"3\">\(twoSuites)</testsuites>",
            outcomes: ["a: pass", "test command: fail"]),
        ReportCase(
            title: "a suite that counts its own tests only",
            output: "<testsuite tests=\"1\"><testsuite tests=\"1\">\(a)</testsuite><testcase name=\"b\"/></testsuite>",
            outcomes: ["a: pass", "b: pass"]),
        ReportCase(title: "no test", output: "<testsuites tests=\"0\"/>", outcomes: ["test: skip"]),
        ReportCase(title: "none of three", output: "<testsuite tests=\"3\"/>", outcomes: ["test command: fail"]),
    ]

    static let suites = [
        ReportCase(
            title: "an error of a suite",
            output: "<testsuite name=\"s\">\(a)<error message=\"no set-up\"/></testsuite>",
            outcomes: ["a: pass", "s: crash"], says: ["no set-up"]),
        ReportCase(
            title: "a failure of a suite, as text",
            output: "<testsuites><testsuite name=\"s\">\(a)<failure>\n no set-up\n</failure></testsuite></testsuites>",
            outcomes: ["a: pass", "s: fail"], says: ["no set-up"]),
        ReportCase(
            title: "an error of all",
            output: "<testsuites>\(twoSuites)<error><![CDATA[no <set-up>]]></error></testsuites>",
            outcomes: ["a: pass", "test suite: crash"], says: ["no <set-up>"]),
        ReportCase(
            title: "a suite's set-up as a test without a name",
            output:
                "<testsuite tests=\"1\" errors=\"1\"><testcase name='' classname='C'><error/></testcase></testsuite>",
            outcomes: ["C: crash"]),
        ReportCase(
            title: "CTest, which has no classes",
            output: "<testsuite tests=\"1\"><testcase name='counts' classname='counts' status='run'/></testsuite>",
            outcomes: ["counts: pass"]),
    ]

    @Test(arguments: counts + suites) func `what a suite says is held against what is there`(_ report: ReportCase) {
        report.check()
    }

    private static let failed = "<testsuite><testcase name=\"b\"><failure message=\"m\"/></testcase></testsuite>"
    private static let passed = "<testsuite tests=\"1\">\(a)</testsuite>"

    static let documents = [
        ReportCase(
            title: "definitions", output: "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>" + passed,
            outcomes: ["a: pass", "test command: fail"], says: ["line 1 of the JUnit report: not well-formed"]),
        ReportCase(
            title: "a declaration and nothing", output: "<?xml version=\"1.0\"?>\n",
            outcomes: ["test command: fail"], says: ["cut off"]),
        ReportCase(title: "two documents", output: passed + "\n" + failed, outcomes: ["a: pass", "b: fail"]),
        ReportCase(title: "two on a line", output: passed + failed, outcomes: ["a: pass", "b: fail"]),
        ReportCase(
            title: "two with declarations",
            output: "<?xml version=\"1.0\"?>\n\(passed)\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(failed)\n",
            outcomes: ["a: pass", "b: fail"]),
        ReportCase(title: "text before", output: "collected 1 item\n" + failed, outcomes: ["b: fail"]),
        ReportCase(
            title: "text before on the line", output: "Done. " + "<?xml version=\"1.0\"?>" + failed,
            outcomes: ["b: fail"]),
        ReportCase(title: "text after", output: passed + "\nwrote it\nok 3 files copied\n", outcomes: ["a: pass"]),
        ReportCase(title: "a comment before", output: "<!-- by x -->\n" + failed, outcomes: ["b: fail"]),
        ReportCase(
            title: "after other XML", output: "<?xml version=\"1.0\"?><config/>\n" + failed, outcomes: ["b: fail"]),
        ReportCase(
            title: "the second is cut off", output: passed + "\n" + failed.dropLast(13),
            outcomes: ["a: pass", "test command: fail"], says: ["line 2 of the JUnit report: it is cut off"]),
        ReportCase(
            title: "the first is cut off", output: failed.dropLast(13) + "\n<?xml version=\"1.0\"?>\n" + passed,
            outcomes: ["a: pass", "test command: fail"], says: ["not well-formed"]),
        ReportCase(
            title: "with TAP", output: "1..1\nok 1 - t\n\(failed)\n", outcomes: ["b: fail", "t: pass"]),
        ReportCase(
            title: "TAP within it",
            output: "<testsuite><testcase name=\"a\"><system-out>\nnot ok 1 - x\n</system-out>"
                + "</testcase></testsuite>", outcomes: ["a: pass"]),
        ReportCase(
            title: "tags over several lines", output: "<testsuite\n  tests='1'>\n<testcase\n name='a'\n/></testsuite>",
            outcomes: ["a: pass"]),
    ]

    @Test(arguments: documents) func `a report is found among other text, and all of several`(_ report: ReportCase) {
        report.check()
    }
}
