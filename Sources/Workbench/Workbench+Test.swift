import Foundation
import PatchModel

extension Workbench {
    /// Builds stages and runs the plan's tests of each, every time.
    ///
    /// A stage that cannot be made or built is reported, and the others go on.
    public func test(_ numbers: [StageNumber]) async throws -> TestReport {
        try await test(numbers, reusing: false)
    }

    /// - Parameter reusing: Takes the results of an earlier test of the very same build instead of running it again.
    func test(_ numbers: [StageNumber], reusing: Bool) async throws -> TestReport {
        guard seriesPlan.test != nil else { throw WorkbenchError.noCommand("test", series: seriesPlan.name) }
        var report = TestReport(series: seriesPlan.name, stages: numbers.map(label))
        let start = ContinuousClock.now
        try await keepingApplied {
            for (index, number) in numbers.enumerated() {
                if Task.isCancelled { break }
                let progress = Progress(done: index, total: numbers.count, since: start)
                switch try await build(number, progress) {
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

    /// Nil when interrupted.
    private func test(
        _ built: BuiltStage, _ progress: Progress, reusing: Bool
    ) async throws -> TestReport.StageResults? {
        let activity = Activity(verb: .test, stage: label(built.stage.number))
        let log = layout.log("test", built.stage.number, "out")
        let record = TestRecord(file: layout.record(built.key, "tests.json"))
        if reusing, let tests = record.read(command: seriesPlan.test!, trace: seriesPlan.trace) {
            announce(.ended(activity, .reused))
            return TestReport.StageResults(stage: built.stage.number, tests: tests, log: log.path)
        }
        announce(.began(activity, progress))
        let clock = ContinuousClock.now
        let outcome = try await runner.run(
            ShellCommand(
                text: seriesPlan.test!, directory: built.folder, environment: environment(of: built.stage),
                limit: seriesPlan.limits.test, output: log, errors: layout.log("test", built.stage.number, "err")))
        var tests = TestVerdict.results(output: LogFile(log).text, ended: outcome)
        if claimsSameBehaviour(built.stage.number), let result = try await compareBehaviour(of: built) {
            tests.append(result)
        }
        guard !Task.isCancelled else {
            announce(.ended(activity, .interrupted))
            return nil
        }
        try record.write(tests, command: seriesPlan.test!, trace: seriesPlan.trace)
        announce(.ended(activity, .tested(TestCounts(tests), ContinuousClock.now - clock)))
        return TestReport.StageResults(stage: built.stage.number, tests: tests, log: log.path)
    }
}
