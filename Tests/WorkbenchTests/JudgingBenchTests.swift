import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import PatchbenchTestSupport
import Synchronization
import Testing

@testable import Workbench

/// What is judged, and under what.
@Suite struct JudgingBenchTests {
    private let project: ScriptedProject
    private let options = ComparisonOptions(length: .rounds(3), seed: 1)
    private let range = StageRange(from: .base, to: StageNumber(4))

    init() throws { project = try ScriptedProject() }

    /// A bench command that prints these lines at a stage.
    private func runner(_ lines: @escaping @Sendable (Int) -> [String]) -> ScriptedRunner {
        project.runner { command in
            guard command.text == "bench" else { return ScriptedProject.usual(command) }
            let stage = command.environment["PATCHBENCH_STAGE"].flatMap { Int($0) } ?? 0
            return .init(lines(stage).map { $0 + "\n" }.joined())
        }
    }

    private func line(_ metric: String, _ value: Int, unit: String = "count") -> String {
        #"{"metric":"\#(metric)","unit":"\#(unit)","value":\#(value),"better":"less"}"#
    }

    @Test func `conditions that differ between stages are said, unless the plan lets them`() async throws {
        let runner = runner { [#"{"conditions":{"cpus":\#($0 < 2 ? 2 : 4),"N":7}}"#, self.line("m", 5 + $0)] }
        let report = try await project.open(runner).bench.attribute(range, options: options)
        let said = report.caveats.filter { $0.kind == .conditions }
        #expect(
            said == [
                .conditions(
                    name: "cpus", StagePair(before: StageID(1), after: StageID(2)), before: .integer(2),
                    after: .integer(4))
            ])
        try project.write(keep: "keep: value\n    conditions: [cpus]")
        let free = try await project.open(runner).bench.attribute(range, options: options)
        #expect(!free.caveats.contains { $0.kind == .conditions })
    }

    @Test func `only the metrics that are asked for, or that the plan names, are judged`() async throws {
        let runner = runner { [self.line("a", 5 + $0), self.line("b", 9 + $0)] }
        var asked = options
        asked.metrics = [try MetricPattern(reading: "b")]
        let report = try await project.open(runner).bench.attribute(range, options: asked)
        #expect(Set(report.effects.map(\.metric.name)) == ["b"])
        try project.write(keep: "keep: value\n    metrics: a")
        let planned = try await project.open(runner).bench.attribute(range, options: options)
        #expect(Set(planned.effects.map(\.metric.name)) == ["a"])
    }

    @Test func `a metric that no stage prints is an error as soon as all were measured`() async throws {
        let runner = runner { [self.line("a", 5 + $0)] }
        var asked = options
        asked.metrics = [try MetricPattern(reading: "c")]
        let workbench = try project.open(runner)
        await #expect(throws: JudgingError.self) { try await workbench.bench.attribute(range, options: asked) }
        #expect(runner.stages(of: "bench").count == 5)
    }

    @Test func `the plan says which way a metric is better`() async throws {
        try project.write(keep: "keep: value\n    better: {m: more}")
        let report = try await project.open(runner { [self.line("m", 5 + $0)] }).bench.compare(
            .base, StageID(4), options: options)
        #expect(report.effects.map(\.judgement) == [.faster])
    }

    /// From 50 to 51 is 2%.
    @Test func `what counts as no change is what is asked for, else what the plan says, else 1%`() async throws {
        func judgement(_ plan: String, margin: Double? = nil) async throws -> [MetricEffect.Judgement] {
            try project.write(keep: "keep: value\n" + plan)
            let options = ComparisonOptions(length: .rounds(3), margin: margin, seed: 1)
            return try await project.open(runner { [self.line("m", 50 + $0)] }).bench.compare(
                .base, StageID(1), options: options
            ).effects.map(\.judgement)
        }
        #expect(try await judgement("") == [.slower])
        #expect(try await judgement("    margin: 3%") == [.unchanged])
        #expect(try await judgement("    margin: 3%", margin: 0.01) == [.slower])
    }

    @Test func `a metric that a part of the rounds lacks is said`() async throws {
        let runs = Mutex(0)
        let runner = runner { stage in
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            return [self.line("a", 5)] + (run.isMultiple(of: 3) ? [] : [self.line("b", 6)])
        }
        let report = try await project.open(runner).bench.attribute(range, options: options)
        #expect(report.caveats.contains { $0.kind == .missing })
    }

    @Test func `a stage that prints nothing, while others print metrics, was not measured`() async throws {
        let runner = runner { $0 == 2 ? [] : [self.line("m", 5 + $0)] }
        let report = try await project.open(runner).bench.attribute(range, options: options)
        #expect(report.problems.map(\.stage) == [StageID(2)])
        #expect(report.effects.map(\.pair.after) == [StageID(1), StageID(4)])
        let table = try await project.open(runner).bench.bench(.new(range.ids, rounds: 2, seed: 1))
        #expect(table.problems.map(\.stage) == [StageID(2)])
        #expect(Set(table.measurements.map(\.metric.name)) == ["m"])
    }
}
