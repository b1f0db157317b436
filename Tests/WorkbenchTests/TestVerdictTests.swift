import Testing

@testable import Machine
@testable import Outputs
@testable import Workbench

@Suite struct TestVerdictTests {
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
}
