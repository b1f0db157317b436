import Testing

@testable import Outputs

@Suite struct TAPReaderTests {
    private func results(_ text: String) -> [TestResult] { TestReading.of(text, as: .tap).results }

    struct Case: Sendable, CustomTestStringConvertible {
        var line: String
        var result: TestResult
        var testDescription: String { line }
    }

    /// From the specifications: testanything.org versions 13 and 14, the kernel's ktap.rst.
    static let lines = [
        Case(line: "ok 1 - Input file opened", result: TestResult(name: "Input file opened", outcome: .pass)),
        Case(line: "not ok 2 - First line", result: TestResult(name: "First line", outcome: .fail)),
        Case(line: "ok", result: TestResult(name: "", outcome: .pass)),
        Case(
            line: "ok 23 # skip Insufficient flogiston pressure.",
            result: TestResult(name: "23", outcome: .skip, message: "Insufficient flogiston pressure.")),
        Case(
            line: "not ok 13 # TODO bend space and time",
            result: TestResult(name: "13", outcome: .fail, isExpected: true, message: "bend space and time")),
        Case(
            line: "ok 14 x # TODO passes already",
            result: TestResult(name: "x", outcome: .pass, message: "passes already")),
        Case(
            line: "ok 1 - hash \\# in the name # SKIP no",
            result: TestResult(name: "hash # in the name", outcome: .skip, message: "no")),
        Case(
            line: "not ok 5 witness # XFAIL before its patch: 9 free slabs stay",
            result: TestResult(
                name: "witness", outcome: .fail, isExpected: true, message: "before its patch: 9 free slabs stay")),
        Case(
            line: "not ok 6 slow # TIMEOUT after 10 s",
            result: TestResult(name: "slow", outcome: .timeout, message: "after 10 s")),
        Case(
            line: "not ok 7 wild # ERROR crashed: SIGSEGV",
            result: TestResult(name: "wild", outcome: .crash, message: "crashed: SIGSEGV")),
        Case(
            line: "not ok 8 plain # 3 is not 4",
            result: TestResult(name: "plain", outcome: .fail, message: "3 is not 4")),
    ]

    @Test(arguments: lines) func `a result line says name, outcome and why`(_ line: Case) {
        #expect(results("TAP version 14\n" + line.line + "\n") == [line.result])
    }

    @Test func `what follows a failure tells why`() {
        let text = """
            TAP version 14
            1..2
            not ok 1 - resolves
              ---
              message: 'board layout'
              severity: fail
              ...
            not ok 2 - prints
            # got 3
            # wanted 4
            """
        #expect(results(text).map(\.message) == ["board layout", "got 3"])
    }

    @Test func `subtests carry their parent's name`() {
        let text = """
            KTAP version 1
            1..2
              KTAP version 1
              1..2
                KTAP version 1
                1..1
                ok 1 deepest
              ok 1 inner
              not ok 2 other # too long
            not ok 1 outer
            ok 2 last
            """
        #expect(
            results(text) == [
                TestResult(name: "outer/inner/deepest", outcome: .pass),
                TestResult(name: "outer/other", outcome: .fail, message: "too long"),
                TestResult(name: "last", outcome: .pass),
            ])
    }

    @Test func `a parent that fails on its own is a result too`() {
        let text = "1..1\n  1..1\n  ok 1 child\nnot ok 1 parent\n"
        #expect(results(text).map(\.name) == ["parent/child", "parent"])
    }

    @Test func `other text is no TAP`() {
        #expect(!TestReading.of("Compiling\nokay then\nall good\n").isReport)
        #expect(!TestReading.of("ok  \tpackage/of/go\t0.003s\n").isReport)
        #expect(!TestReading.of("").isReport)
    }

    @Test func `only what is not expected speaks against a stage`() {
        let tests = results("1..4\nok 1 a\nnot ok 2 b # XFAIL later\nnot ok 3 c # TIMEOUT\nok 4 d # SKIP no\n")
        #expect(tests.map(\.isUnexpectedFailure) == [false, false, true, false])
        #expect(TestCounts(tests) == TestCounts(passed: 1, expected: 1, failed: 1, skipped: 1))
    }
}
