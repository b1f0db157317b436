import Testing

@testable import Workbench

@Suite struct TAPReaderTests {
    private func results(_ text: String) -> [TestResult] { TAPReader.read(text)?.results ?? [] }

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
        #expect(TAPReader.read("Compiling\nokay then\nall good\n") == nil)
        #expect(TAPReader.read("") == nil)
    }

    struct Ending: Sendable {
        var output: String
        var outcome: CommandOutcome
        var results: [TestResult]
    }

    static let endings = [
        Ending(output: "hello\n", outcome: .exited(status: 0), results: [TestResult(name: "test", outcome: .pass)]),
        Ending(
            output: "hello\n", outcome: .exited(status: 3),
            results: [TestResult(name: "test", outcome: .fail, message: "exit status 3")]),
        Ending(
            output: "", outcome: .killed(signal: 11),
            results: [TestResult(name: "test", outcome: .crash, message: "killed by signal 11")]),
        Ending(
            output: "", outcome: .timedOut(after: .seconds(7)),
            results: [TestResult(name: "test", outcome: .timeout, message: "stopped after 7 s")]),
        Ending(
            output: "1..1\nnot ok 1 a # b\n", outcome: .exited(status: 1),
            results: [TestResult(name: "a", outcome: .fail, message: "b")]),
        Ending(
            output: "1..1\nok 1 a\n", outcome: .exited(status: 66),
            results: [
                TestResult(name: "a", outcome: .pass),
                TestResult(name: "test command", outcome: .fail, message: "exit status 66"),
            ]),
        Ending(
            output: "1..3\nok 1 a\n", outcome: .exited(status: 0),
            results: [
                TestResult(name: "a", outcome: .pass),
                TestResult(name: "test command", outcome: .fail, message: "3 tests were announced, 1 reported"),
            ]),
        Ending(
            output: "1..2\nok 1 a\nBail out! no disk\n", outcome: .exited(status: 1),
            results: [
                TestResult(name: "a", outcome: .pass),
                TestResult(name: "test command", outcome: .fail, message: "bailed out: no disk"),
            ]),
        Ending(
            output: "1..2\nnot ok 1 a\n", outcome: .killed(signal: 9),
            results: [
                TestResult(name: "a", outcome: .fail),
                TestResult(name: "test command", outcome: .crash, message: "killed by signal 9"),
            ]),
    ]

    @Test(arguments: endings) func `how the command ended counts where its output does not say it`(_ ending: Ending) {
        #expect(TestVerdict.results(output: ending.output, ended: ending.outcome) == ending.results)
    }

    @Test func `only what is not expected speaks against a stage`() {
        let tests = results("1..4\nok 1 a\nnot ok 2 b # XFAIL later\nnot ok 3 c # TIMEOUT\nok 4 d # SKIP no\n")
        #expect(tests.map(\.isUnexpectedFailure) == [false, false, true, false])
        #expect(TestCounts(tests) == TestCounts(passed: 1, expected: 1, failed: 1, skipped: 1))
    }
}
