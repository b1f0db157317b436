import Foundation
import Machine
import Outputs
import PatchModel

extension Bench {
    /// Builds stages and runs the plan's tests of each, every time.
    ///
    /// A stage that cannot be made or built is reported, and the others go on.
    public func test(_ numbers: [StageID]) async throws -> TestReport {
        try await test(numbers, reusing: false)
    }

    /// - Parameter reusing: Takes the results of an earlier test of the very same build instead of running it again.
    func test(_ numbers: [StageID], reusing: Bool) async throws -> TestReport {
        _ = try require(seriesPlan.test, "test")
        var report = TestReport(series: seriesPlan.name, stages: numbers.map(label))
        try await keepingWorkTree(takesEdits: true) {
            report.stages = numbers.map(label)
            try await testOnNodes(numbers, reusing: reusing)
            try await buildEach(numbers) { _, answer, progress in
                switch answer {
                case .ready(let built, _, _):
                    if let results = try await test(built, progress, reusing: reusing) {
                        report.results.append(results)
                    }
                case .problem(let problem): report.problems.append(problem)
                case .interrupted: break
                }
            }
        }
        report.wasInterrupted = Task.isCancelled
        return report
    }

    /// What results of tests are kept for: a test that compares behaviour is also one of the trace command.
    func testCommands(_ command: TestCommand) -> String {
        command.texts(with: seriesPlan.trace)
    }

    /// Nil when interrupted.
    func test(
        _ built: BuiltStage, _ progress: Progress, reusing: Bool
    ) async throws -> TestReport.StageResults? {
        let activity = Activity(verb: .test, stage: label(built.stage.number))
        let log = layout.log("test", built.stage.number, "out")
        let command = seriesPlan.test!
        let commands = testCommands(command)
        if reusing, let tests = try results().tests(of: built.key.digest, command: commands) {
            announce(.ended(activity, .reused))
            return TestReport.StageResults(stage: built.stage.number, tests: tests, log: log.path)
        }
        announce(.began(activity, progress))
        let start = clock.now
        var tests: [TestResult]
        if let known = nodeResults(of: built) { tests = known } else { tests = try await runTests(built, log) }
        if claimsSameBehaviour(built.stage.number), let result = try await compareBehaviour(of: built) {
            tests = (tests + [result]).merged
        }
        guard !Task.isCancelled else {
            announce(.ended(activity, .interrupted))
            return nil
        }
        try results().add(tests, of: runStage(built), command: commands, at: clock.date)
        announce(.ended(activity, .tested(TestCounts(tests), clock.now - start)))
        return TestReport.StageResults(stage: built.stage.number, tests: tests, log: log.path)
    }

    /// What the plan's test command says of a build.
    /// - Parameter log: Of what it prints.
    func runTests(_ built: BuiltStage, _ log: URL) async throws -> [TestResult] {
        let command = try require(seriesPlan.test, "test")
        let output = TestOutput(command: command, folder: built.folder, log: log)
        try output.clear()
        let outcome = try await runner.run(
            ShellCommand(
                text: command.text, directory: built.folder, environment: environment(of: built.stage),
                limit: seriesPlan.limits.test, output: log, errors: layout.log("test", built.stage.number, "err")))
        return output.results(ended: outcome)
    }
}

extension TestCommand {
    /// What its results are kept for.
    func texts(with trace: String?) -> String {
        [text, output, trace].compactMap { $0 }.joined(separator: "\n")
    }
}
