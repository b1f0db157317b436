import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import PatchbenchTestSupport
import Synchronization
import Testing

@testable import Workbench

/// What a search was asked, and what it answers.
@Suite struct SearchTests {
    private let project: ScriptedProject
    private let range = StageRange(from: .base, to: StageNumber(4))

    init() throws { project = try ScriptedProject() }

    private func search(
        _ goal: SearchRequest.Goal, in range: StageRange? = nil,
        _ answer: @escaping @Sendable (Int, ShellCommand) -> ScriptedRunner.Answer
    ) async throws -> (report: SearchReport, runner: ScriptedRunner) {
        let runner = project.runner { command in
            guard command.text != "build" else { return .init() }
            return answer(command.environment["PATCHBENCH_STAGE"].flatMap { Int($0) } ?? 0, command)
        }
        let request = SearchRequest(goal: goal, range: range ?? self.range)
        return (try await project.open(runner).bench.bisect(request), runner)
    }

    private func status(_ status: Int32) -> ScriptedRunner.Answer { .init(outcome: .exited(status: status)) }

    @Test func `stages at an end that cannot be measured are named, and the answer is of the others`() async throws {
        let (report, _) = try await search(.metric(try MetricPattern(reading: "m"))) { stage, command in
            stage > 2 ? .init(outcome: .exited(status: 1)) : ScriptedProject.usual(command)
        }
        #expect(report.cannot == [StageID(3), StageID(4)])
        #expect(report.answered == StageRange(from: .base, to: StageNumber(2)))
        #expect(!report.isWhole)
        #expect(report.changes.map(\.patches) == [1...1])
    }

    @Test func `ends that both cannot be tested end the search`() async throws {
        let (report, runner) = try await search(.command("check")) { _, _ in self.status(125) }
        #expect(runner.stages(of: "check").count == 2)
        #expect(report.answer == .undecided && report.stagesMeasured == 0)
        #expect(report.cannot == [.base, StageID(4)])
        #expect(report.hasNoEnd && !report.isUnfinished)
    }

    @Test(arguments: [126, 127] as [Int32]) func `a command that is not there at the good end is an error`(
        _ status: Int32
    ) async throws {
        await #expect(throws: BenchError.self) {
            try await search(.command("check")) { _, _ in self.status(status) }
        }
        let (report, _) = try await search(.command("check")) { stage, _ in self.status(stage < 3 ? 0 : status) }
        #expect(report.changes.map(\.patches) == [3...3])
    }

    @Test func `a change that is taken back is no net change`() async throws {
        let (report, _) = try await search(.metric(try MetricPattern(reading: "m"))) { stage, command in
            .init(ScriptedProject.metric(stage == 2 ? 50 : 10))
        }
        #expect(report.answer == .noChange && report.isNet)
    }

    @Test func `a command runs in the whole tree, and a script beside the plan is found`() async throws {
        try project.folder.write("#!/bin/sh\n", to: "check.sh", isExecutable: true)
        let (_, runner) = try await search(.command("./check.sh 7")) { stage, _ in self.status(stage < 3 ? 0 : 1) }
        let checks = runner.commands.filter { $0.text != "build" }
        #expect(checks.allSatisfy { $0.text == "'\(project.folder.file("check.sh").path)' 7" })
        #expect(checks.allSatisfy { $0.directory.lastPathComponent == "work" })
    }

    @Test func `a metric that only one end has is known`() async throws {
        let (report, _) = try await search(.metric(try MetricPattern(reading: "new"))) { stage, _ in
            let old = ScriptedProject.metric(3)
            return .init(stage == 0 ? old : old + old.replacing(#""m""#, with: #""new""#))
        }
        #expect(report.cannot == [.base])
        #expect(report.answered.from == StageNumber(1))
        await #expect(throws: JudgingError.self) {
            try await search(.metric(try MetricPattern(reading: "none"))) { _, _ in .init(ScriptedProject.metric(3)) }
        }
    }
}
