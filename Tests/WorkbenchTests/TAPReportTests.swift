import Testing

@testable import Machine
@testable import Outputs
@testable import Workbench

/// By testanything.org's TAP 13 and 14, and the kernel's ktap.rst.
@Suite struct TAPReportTests {
    static let plans = [
        ReportCase(
            title: "a plan of none", output: "1..0 # SKIP no screen\n", outcomes: ["test: skip"], says: ["no screen"]),
        ReportCase(title: "a plan of none without why", output: "TAP version 14\n1..0\n", outcomes: ["test: skip"]),
        ReportCase(
            title: "a plan of none, and one", output: "1..0\nok 1\n", outcomes: ["1: pass", "test command: fail"]),
        ReportCase(
            title: "no plan", output: "ok 1 - a\nok 2 - b\n", outcomes: ["a: pass", "b: pass", "test command: fail"],
            says: ["no plan"]),
        ReportCase(title: "no plan in KTAP, which may be", output: "KTAP version 1\nok 1 a\n", outcomes: ["a: pass"]),
        ReportCase(title: "a version and nothing", output: "TAP version 13\n", outcomes: ["test command: fail"]),
        ReportCase(
            title: "a version of KTAP and nothing", output: "KTAP version 1\n", outcomes: ["test command: fail"]),
        ReportCase(title: "a plan at the end", output: "ok 1 - a\nok 2 - b\n1..2\n", outcomes: ["a: pass", "b: pass"]),
        ReportCase(
            title: "too few", output: "1..3\nok 1 - a\n", outcomes: ["a: pass", "test command: fail"],
            says: ["3 tests were announced, 1 reported"]),
        ReportCase(
            title: "too many", output: "1..1\nok 1 - a\nok 2 - b\n",
            outcomes: ["a: pass", "b: pass", "test command: fail"]),
        ReportCase(
            title: "a number that is missing", output: "1..2\nok 1 - a\nok 3 - b\n",
            outcomes: ["a: pass", "b: pass", "test command: fail"], says: ["number 2 is missing"]),
        ReportCase(
            title: "out of order", output: "1..3\nok 3 - c\nok 1 - a\nok 2 - b\n",
            outcomes: ["c: pass", "a: pass", "b: pass"]),
        ReportCase(
            title: "bail out", output: "1..2\nok 1 - a\nBail out! no disk\n",
            outcomes: ["a: pass", "test command: fail"], says: ["no disk"]),
        ReportCase(
            title: "bail out in a subtest", output: "1..1\n    1..2\n    ok 1 - a\n    Bail out!\n",
            outcomes: ["a: pass", "test command: fail"]),
        ReportCase(
            title: "bail out, killed", output: "1..2\nok 1 - a\nbail out! x\n",
            outcomes: ["a: pass", "test command: crash"], says: ["signal 6", "bailed out: x"], ended: .killed(signal: 6)
        ),
    ]

    static let subtests = [
        ReportCase(
            title: "a subtest's plan", output: "1..1\n    1..3\n    ok 1 - a\n    ok 2 - b\nok 1 - p\n",
            outcomes: ["p/a: pass", "p/b: pass", "p: fail"], says: ["subtests: 3 tests were announced, 2 reported"]),
        ReportCase(
            title: "a subtest's plan at the end", output: "1..1\n    ok 1 - a\n    ok 2 - b\n    1..2\nok 1 - p\n",
            outcomes: ["p/a: pass", "p/b: pass"]),
        ReportCase(
            title: "two levels down", output: "1..1\n  1..1\n    1..2\n    ok 1 - a\n  ok 1 - q\nok 1 - p\n",
            outcomes: ["p/q/a: pass", "p/q: fail"]),
        ReportCase(
            title: "a subtest of none", output: "1..1\n    1..0 # SKIP no root\nok 1 - p\n", outcomes: ["p: skip"],
            says: ["no root"]),
        ReportCase(
            title: "the parent never came", output: "TAP version 14\n# Subtest: p\n    1..1\n    ok 1 - a\n1..0\n",
            outcomes: ["p/a: pass", "test command: fail"], says: ["subtests of p end"]),
        ReportCase(
            title: "the kernel stopped in a suite",
            output: "KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: s\n    1..2\n    ok 1 a\n",
            outcomes: ["s/a: pass", "test command: fail"], says: ["1 tests were announced, 0 reported"]),
        ReportCase(
            title: "a parent that crashed, too", output: "1..1\n  1..1\n  not ok 1 - a\nnot ok 1 - p # ERROR panic\n",
            outcomes: ["p/a: fail", "p: crash"], says: ["panic"]),
        ReportCase(
            title: "all of it is indented", output: "    TAP version 13\n    1..1\n    not ok 1 - a\n",
            outcomes: ["a: fail"]),
    ]

    static let several = [
        ReportCase(
            title: "one after another", output: "TAP version 13\n1..1\nok 1 - a\nTAP version 13\n1..1\nnot ok 1 - b\n",
            outcomes: ["a: pass", "b: fail"]),
        ReportCase(
            title: "without versions", output: "1..1\nok 1 - a\n1..2\nok 1 - b\nok 2 - c\n",
            outcomes: ["a: pass", "b: pass", "c: pass"]),
        ReportCase(
            title: "plans at the end", output: "ok 1 - a\n1..1\nok 1 - b\nok 2 - c\n1..2\n",
            outcomes: ["a: pass", "b: pass", "c: pass"]),
        ReportCase(
            title: "the first is short", output: "TAP version 13\n1..2\nok 1 - a\nTAP version 13\n1..1\nok 1 - b\n",
            outcomes: ["a: pass", "b: pass", "test command: fail"], says: ["2 tests were announced, 1 reported"]),
        ReportCase(
            title: "one name in both", output: "1..1\nok 1 - a\n1..1\nnot ok 1 - a\n", outcomes: ["a: fail"]),
    ]

    @Test(arguments: plans + subtests + several) func `what is announced must be there`(_ report: ReportCase) {
        report.check()
    }

    private static func block(_ title: String, _ block: String, _ outcomes: [String], _ says: [String] = [])
        -> ReportCase
    {
        ReportCase(
            title: title, output: "TAP version 14\n1..2\nnot ok 1 - a\n\(block)\nok 2 - b\n", outcomes: outcomes,
            says: says)
    }

    static let blocks = [
        block("TAP in a block", "  ---\n  raw: |\n    not ok 1 - x\n    1..7\n  ...", ["a: fail", "b: pass"]),
        block("TAP at the block's indentation", "  ---\n  not ok 3 - x\n  Bail out!\n  ...", ["a: fail", "b: pass"]),
        block("a version in a block", "  ---\n  out: |\n    TAP version 13\n    ok 1\n  ...", ["a: fail", "b: pass"]),
        block("no end", "  ---\n  message: 'm'\n  more: x", ["a: fail", "b: pass"], ["m"]),
        block("empty lines", "  ---\n\n  message: m\n\n  ...", ["a: fail", "b: pass"], ["m"]),
        block(
            "a message on the next line", "  ---\n  message: |\n    first\n    second\n  ...", ["a: fail", "b: pass"],
            ["first"]),
        block("an error", "  ---\n  severity: fail\n  error: \"e\"\n  ...", ["a: fail", "b: pass"], ["e"]),
        block("dots that are no end", "  ---\n  out: |\n    ...\n    not ok 4\n  ...", ["a: fail", "b: pass"]),
        ReportCase(
            title: "in a subtest, without an end",
            output: "1..1\n    1..2\n    not ok 1 - a\n      ---\n      message: m\n"
                + "    ok 2 - b\nnot ok 1 - p\n", outcomes: ["p/a: fail", "p/b: pass"], says: ["m"]),
        ReportCase(
            title: "a subtest's result is no key", output: "1..1\n  ok 1 - a\n  ---\n  1..1\nok 1 - p\n",
            outcomes: ["p/a: pass"]),
    ]

    @Test(arguments: blocks) func `a block of YAML is no TAP`(_ report: ReportCase) { report.check() }

    private static func console(_ title: String, _ prefixes: [String], _ noise: String = "") -> ReportCase {
        let lines = ["KTAP version 1", "1..2", "  KTAP version 1", "  1..1", "  ok 1 x", "ok 1 a", "not ok 2 b"]
        let text = lines.enumerated().map { prefixes[$0.offset % prefixes.count] + $0.element + "\n" + noise }.joined()
        return ReportCase(title: title, output: "booting\n" + text, outcomes: ["a/x: pass", "b: fail"])
    }

    static let consoles = [
        console("printk", ["[    0.412345] "]), console("wider times", ["[    9.41] ", "[   10.42] ", "[12345.6] "]),
        console("levels", ["<6>[    0.41] ", "<4>[    0.42] "]),
        console("callers", ["[    0.41][    T1] ", "[    0.41][   C12] "]),
        console("syslog", ["Jan  5 10:00:01 host kernel: [    1.5] ", "Jan 15 10:00:59 host kernel: [   12.5] "]),
        console("compose", ["app-1  | "]), console("ISO", ["2026-11-25T10:00:00.123Z ", "2026-11-25T10:00:01.004Z "]),
        console("another name of the same length", ["[a] worker: ", "[b] worker: "]),
        console("noise between", ["[    0.41] "], "[    0.42] random: crng init done\nwarning: ok\n"),
        console(
            "noise, no prefix", [""],
            "usb 1-1: new device\n    at foo (bar.c:3)\n------------[ cut here ]------------\n"),
        console("colours", ["\u{1b}[32m\u{1b}[0m"]), console("dmesg -T", ["[Wed Nov 25 10:00:00 2026] "]),
        ReportCase(
            title: "times without a version", output: "[    0.51] 1..2\n[    0.52] ok 1 - a\n[    0.53] not ok 2 - b\n",
            outcomes: ["a: pass", "b: fail"]),
        ReportCase(
            title: "only one line has it", output: "Running: TAP version 13\n1..2\nok 1 - a\nnot ok 2 - b\n",
            outcomes: ["a: pass", "b: fail"]),
        ReportCase(
            title: "what kselftest quotes",
            output: "TAP version 13\n1..1\n# TAP version 13\n# 1..2\n# not ok 1 x\nok 1 a\n",
            outcomes: ["a: pass"]),
    ]

    @Test(arguments: consoles) func `TAP is read behind what a console puts before it`(_ report: ReportCase) {
        report.check()
    }

    static let unread = [
        ReportCase(
            title: "go behind a pipe", output: "ok  \tp/a\t0.003s\n--- FAIL: TestX (0.00s)\nFAIL\tp/b\t0.01s\n",
            outcomes: ["test: fail"], says: ["line 2 looks like a report that is not understood: --- FAIL: TestX"]),
        ReportCase(
            title: "go as JSON", output: "{\"Action\":\"run\",\"Test\":\"X\"}\n{\"Action\":\"fail\",\"Test\":\"X\"}\n",
            outcomes: ["test: fail"], says: ["line 2 looks like a report"]),
        ReportCase(
            title: "pytest", output: "t.py .F\n===== 1 failed, 1 passed in 0.1s =====\n", outcomes: ["test: fail"],
            says: ["line 2"]),
        ReportCase(title: "pytest that passes", output: "===== 2 passed in 0.1s =====\n", outcomes: ["test: pass"]),
        ReportCase(title: "prove", output: "t/b.t .. Failed 1/3\nResult: FAIL\n", outcomes: ["test: fail"]),
        ReportCase(title: "unittest", output: "Ran 2 tests\n\nFAILED (failures=1)\n", outcomes: ["test: fail"]),
        ReportCase(title: "automake", output: "PASS: a\nFAIL: b\n", outcomes: ["test: fail"]),
        ReportCase(
            title: "ctest", output: "50% tests passed, 1 tests failed out of 2\n", outcomes: ["test: fail"]),
        ReportCase(
            title: "ctest that passes", output: "100% tests passed, 0 tests failed out of 2\n",
            outcomes: ["test: pass"]),
        ReportCase(title: "go that passes", output: "ok  \tp/a\t0.003s\nPASS\n", outcomes: ["test: pass"]),
        ReportCase(
            title: "a prefix that nothing tells", output: "job> ok 1 - a\njob> not ok 2 - b\n",
            outcomes: ["test: fail"], says: ["line 2 looks like a report"]),
        ReportCase(
            title: "no failure", output: "hello\njob> ok 1 - a\n", outcomes: ["test: pass"],
            says: ["by its exit status", "line 2"]),
        ReportCase(
            title: "with a status", output: "job> ok 1 - a\n", outcomes: ["test: fail"],
            says: ["exit status 3; line 1"],
            ended: .exited(status: 3)),
        ReportCase(
            title: "TAP that was named", output: "job> ok 1 - a\n", outcomes: ["test command: fail"], says: ["no TAP"],
            format: .tap),
        ReportCase(
            title: "JUnit that was named", output: "1..1\nok 1\n", outcomes: ["test command: fail"], says: ["no JUnit"],
            format: .junit),
        ReportCase(
            title: "a status that was named", output: "job> not ok 2 - b\n", outcomes: ["test: pass"], format: .status),
    ]

    @Test(arguments: unread) func `where the exit status is taken for a report, that is said`(_ report: ReportCase) {
        report.check()
    }

    @Test func `a file that was to hold the report must hold one`() {
        for text in ["", "hello\n"] {
            let results = TestVerdict.results(output: text, file: "r.xml", ended: .exited(status: 0))
            #expect(results.map(\.outcome) == [.fail])
            #expect(results[0].message.contains("r.xml"))
        }
    }
}
