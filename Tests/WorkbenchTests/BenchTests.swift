import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import PatchbenchTestSupport
import Synchronization
import Testing

@testable import Workbench

/// Building, measuring, stopping and going on, without a process.
@Suite struct BenchTests {
    private let project: ScriptedProject
    private let all = (0...4).map { StageID($0) }

    init() throws { project = try ScriptedProject() }

    @Test func `a stage is built once, in its limits, and what it leaves is kept`() async throws {
        let runner = project.runner()
        let first = try await project.open(runner).bench.build(all)
        #expect(first.builds.count == 5 && first.problems.isEmpty)
        #expect(runner.stages(of: "build") == ["0", "1", "2", "3", "4"])
        #expect(runner.commands.allSatisfy { $0.limit == .seconds(11) })
        let second = try await project.open(runner).bench.build(all)
        #expect(second.builds.allSatisfy { if case .reused = $0.outcome { true } else { false } })
        #expect(runner.commands.count == 5)
    }

    @Test func `a stage that does not build is reported, and the others go on`() async throws {
        let runner = project.runner { command in
            let fails = command.text == "build" && command.environment["PATCHBENCH_STAGE"] == "2"
            return fails ? .init("no\n", outcome: .exited(status: 2)) : ScriptedProject.usual(command)
        }
        let report = try await project.open(runner).bench.bench(.new(all, rounds: 2, seed: 1))
        #expect(report.problems.map(\.stage) == [StageID(2)])
        #expect(report.measurements.map(\.stage) == [0, 1, 3, 4].map { StageID($0) })
        #expect(report.measurements.map(\.samples) == [[10, 10], [8, 8], [4, 4], [4, 4]])
    }

    @Test func `every round measures every stage once, in the limits`() async throws {
        let runner = project.runner()
        let report = try await project.open(runner).bench.bench(.new(all, rounds: 3, seed: 1))
        let measured = runner.stages(of: "bench")
        #expect((0..<3).allSatisfy { Set(measured[(5 * $0)..<(5 * $0 + 5)]).count == 5 })
        #expect(report.circumstances.completeRounds == 3)
        #expect(report.measurements.map { $0.samples[0] } == ScriptedProject.values.map(Double.init))
        #expect(runner.commands.filter { $0.text == "bench" }.allSatisfy { $0.limit == .seconds(13) })
    }

    @Test func `a stage whose bench fails is left out, and what it gave stays`() async throws {
        let runs = Mutex(0)
        let runner = project.runner { command in
            guard command.text == "bench", command.environment["PATCHBENCH_STAGE"] == "3" else {
                return ScriptedProject.usual(command)
            }
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            return run < 3 ? ScriptedProject.usual(command) : .init("", outcome: .timedOut(after: .seconds(13)))
        }
        let report = try await project.open(runner).bench.bench(.new(all, rounds: 4, seed: 1))
        #expect(report.measurements.first { $0.stage == StageID(3) }?.samples == [4, 4])
        #expect(report.problems.map(\.stage) == [StageID(3)])
        #expect(report.circumstances.completeRounds == 4)
        #expect(runner.stages(of: "bench").count == 4 * 4 + 3)
    }

    /// A run takes a second: a round five.
    @Test(arguments: [(4, 1), (9, 1), (10, 2), (14, 2), (100, 3)])
    func `no round begins that would end after the budget`(_ budget: Int, _ rounds: Int) async throws {
        let request = BenchRequest.new(all, rounds: 3, seed: 1, budget: .seconds(budget))
        let report = try await project.open(project.runner()).bench.bench(request)
        #expect(report.circumstances.completeRounds == rounds)
        #expect(report.circumstances.isSpent == (rounds < 3))
    }

    @Test(arguments: [0, 1, 4, 5, 7, 14]) func `interrupted after any run, it goes on where it was`(
        _ runs: Int
    ) async throws {
        let done = Mutex(0)
        let runner = project.runner { command in
            guard command.text == "bench" else { return ScriptedProject.usual(command) }
            let count = done.withLock { done in
                done += 1
                return done
            }
            if count > runs { withUnsafeCurrentTask { $0?.cancel() } }
            return ScriptedProject.usual(command)
        }
        let (project, all) = (project, all)
        let stopped = Task { try await project.open(runner).bench.bench(.new(all, rounds: 3, seed: 7)) }
        let first = try await stopped.value
        #expect(first.wasInterrupted)
        #expect(first.measurements.map(\.samples.count).reduce(0, +) == runs)
        let again = project.runner()
        let second = try await project.open(again).bench.bench(.resume(rounds: nil))
        #expect(again.stages(of: "bench").count == 15 - runs)
        #expect(
            second.measurements.map(\.samples) == ScriptedProject.values.map { Array(repeating: Double($0), count: 3) })
        #expect(runner.stages(of: "bench").prefix(runs) + again.stages(of: "bench") == order(seed: 7))
    }

    private func order(seed: UInt64) -> [String] {
        var rounds = Rounds(RoundsPlan(groups: all.map { [$0] }, seed: seed, length: .rounds(3)))
        var stages: [String] = []
        while case .measure(let stage, _) = rounds.step {
            stages.append("\(stage)")
            rounds.record(.sample(BenchOutput()), at: .zero)
        }
        return stages
    }

    @Test func `a run is not gone on with under another command, and one that is over not at all`() async throws {
        let runner = project.runner()
        let spent = BenchRequest.new(all, rounds: 3, seed: 1, budget: .seconds(1))
        _ = try await project.open(runner).bench.bench(spent)
        try project.write(bench: "bench --other")
        await #expect(throws: (any Error).self) {
            try await project.open(runner).bench.bench(.resume(rounds: nil))
        }
        try project.write()
        let rest = try await project.open(runner).bench.bench(.resume(rounds: nil))
        #expect(rest.circumstances.completeRounds == 3)
        await #expect(throws: (any Error).self) {
            try await project.open(runner).bench.bench(.resume(rounds: nil))
        }
    }

    @Test func `without files to keep a stage is built anew before each of its runs`() async throws {
        try project.write(keep: "fuzz: 0")
        let runner = project.runner()
        let report = try await project.open(runner).bench.bench(.new([StageID(0), StageID(4)], rounds: 2, seed: 1))
        #expect(report.measurements.map(\.samples) == [[10, 10], [4, 4]])
        #expect(runner.stages(of: "build").count > 2)
    }

    @Test func `counts are settled after three rounds, and every patch gets its own`() async throws {
        let options = ComparisonOptions(length: .untilSettled(budget: .seconds(1000)), seed: 1)
        let range = StageRange(from: .base, to: StageNumber(4))
        let runner = project.runner()
        let report = try await project.open(runner).bench.attribute(range, options: options)
        #expect(report.rounds == 3)
        #expect(report.effects.map(\.judgement) == [.faster, .unchanged, .faster, .unchanged])
        #expect(report.effects.map(\.ratio) == [0.8, 1, 0.5, 1])
        #expect(report.totals.map(\.product) == [0.4])
    }

    @Test func `what a patch is worth last, and which cannot be left out`() async throws {
        let options = ComparisonOptions(length: .rounds(3), seed: 1)
        let patches = (1...4).map { StageNumber($0) }
        let report = try await project.open(project.runner()).bench.ablate(
            patches, isInPlace: false, options: options)
        #expect(report.needed.map(\.needed.number) == [StageID(1), StageID(2)])
        #expect(report.effects.effects.map(\.judgement) == [.faster, .unchanged])
    }

    @Test func `a search builds what it asks for, and finds the patch`() async throws {
        let runner = project.runner()
        let request = SearchRequest(
            goal: .metric(try MetricPattern(reading: "m")), range: StageRange(from: StageNumber(1), to: StageNumber(4)))
        let report = try await project.open(runner).bench.bisect(request)
        #expect(report.answer == .change)
        #expect(report.changes.map(\.patches) == [3...3])
        #expect(report.builds == Set(runner.stages(of: "build")).count)
    }

    @Test func `a test is searched by its name, in its limits`() async throws {
        let runner = project.runner()
        let request = SearchRequest(goal: .test("low"), range: StageRange(from: .base, to: StageNumber(4)))
        let report = try await project.open(runner).bench.bisect(request)
        #expect(report.changes.map(\.patches) == [1...1])
        let tests = runner.commands.filter { $0.text == "test" }
        #expect(tests.allSatisfy { $0.limit == .seconds(12) && $0.environment["PATCHBENCH_TEST"] == "low" })
    }

    @Test func `the same measured under two names ends with its time, and is not told apart`() async throws {
        let report = try await project.open(project.runner()).bench.examine(DoctorOptions(time: .seconds(20), seed: 1))
        let comparison = try #require(report.selfComparison)
        #expect(comparison.rounds == 9)
        #expect(comparison.time == .seconds(18))
        #expect(!report.hasFalseVerdict)
    }
}
