import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import PatchbenchTestSupport
import Synchronization
import Testing

@testable import Workbench

/// How often a stage is counted, and with what around it.
@Suite struct CountingTests {
    private let project: ScriptedProject
    private let range = StageRange(from: .base, to: StageNumber(4))

    init() throws {
        project = try ScriptedProject()
        try project.write(bench: "{command: bench, count: instructions}")
    }

    /// Stands for callgrind: leaves a count in the folder that the command line names.
    private func runner(_ count: @escaping @Sendable (_ value: Int, _ run: Int) -> Int) -> ScriptedRunner {
        let runs = Mutex(0)
        return project.runner { command in
            guard let out = command.text.firstMatch(of: /--callgrind-out-file='(.*?)%p'/)?.1 else {
                return ScriptedProject.usual(command)
            }
            let run = runs.withLock { run in
                run += 1
                return run
            }
            let text = "events: Ir\nfl=a.c\nfn=f\n1 \(count(ScriptedProject.value(of: command), run))\n"
            try? Data(text.utf8).write(to: URL(filePath: out + "77"))
            return .init()
        }
    }

    private func counted(_ runner: ScriptedRunner) -> [ShellCommand] {
        runner.commands.filter { $0.text.contains("callgrind") }
    }

    private func instructions(_ runner: ScriptedRunner) async throws -> EffectsReport {
        var options = ComparisonOptions(length: .untilSettled(budget: .seconds(1000)), seed: 1)
        options.metrics = [try MetricPattern(reading: "instructions")]
        return try await project.open(runner).bench.attribute(range, options: options)
    }

    @Test func `an exact count needs one run a stage and two more, and no time`() async throws {
        let runner = runner { value, _ in value * 100_000 }
        let report = try await instructions(runner)
        #expect(report.effects.map(\.judgement) == [.less, .unchanged, .less, .unchanged])
        #expect(report.effects.allSatisfy { $0.isExact })
        #expect(counted(runner).count == 5 + 2)
        #expect(runner.stages(of: "bench").isEmpty)
        #expect(report.rounds == 1)
    }

    @Test func `the functions behind a difference are told, by the builds that were counted`() async throws {
        let runner = runner { value, _ in value * 100_000 }
        let report = try await instructions(runner)
        #expect(report.functions.map(\.pair.after) == [StageID(1), StageID(3)])
        #expect(report.functions.map(\.changes).map { $0.map(\.name) } == [["f"], ["f"]])
        #expect(report.functions.first?.changes.first?.difference == -200_000)
        let study = try project.open(runner).bench.study(nil, report.options)
        #expect(study.functions.map(\.pair) == report.functions.map(\.pair))
    }

    @Test func `a count that shakes is judged as a measurement is`() async throws {
        let runner = runner { value, run in value * 100_000 + run * 7919 % 3000 }
        let report = try await instructions(runner)
        #expect(report.effects.map(\.judgement) == [.less, .unchanged, .less, .unchanged])
        #expect(report.effects.allSatisfy { !$0.isExact && $0.rounds >= 8 })
        #expect(InstructionCounting(report.circumstances.conditions)?.isExact == false)
    }

    @Test func `beside times a stage is counted once, and both are in one run`() async throws {
        let runner = runner { value, _ in value * 100_000 }
        let workbench = try project.open(runner)
        let report = try await workbench.bench.bench(.new(range.ids, rounds: 4, seed: 1))
        #expect(counted(runner).count == 5 + 2)
        #expect(runner.stages(of: "bench").count == 20)
        let counts = report.measurements.filter { $0.metric.isInstructionCount }
        #expect(counts.map(\.samples) == [[1_000_000], [800_000], [800_000], [400_000], [400_000]])
        #expect(!report.caveats.contains { $0.kind == .missing })
    }

    @Test func `a run that is gone on with counts nothing again`() async throws {
        let first = runner { value, _ in value * 100_000 }
        _ = try await project.open(first).bench.bench(.new(range.ids, rounds: 4, seed: 1, budget: .seconds(1)))
        let second = runner { value, _ in value * 100_000 }
        let report = try await project.open(second).bench.bench(.resume(rounds: nil))
        #expect(counted(second).isEmpty)
        #expect(report.measurements.filter { $0.metric.isInstructionCount }.count == 5)
    }

    @Test func `every stage is counted in one environment, at fixed addresses`() async throws {
        let runner = runner { value, _ in value * 100_000 }
        _ = try await instructions(runner)
        let commands = counted(runner)
        #expect(Set(commands.map(\.environment)).count == 1)
        #expect(commands.allSatisfy { $0.fixesAddresses && $0.environment["PATCHBENCH_COUNTING"] == "1" })
        #expect(Set(commands.map(\.directory)).count == 1)
    }

    @Test func `a stage that cannot be counted keeps its times`() async throws {
        let runner = project.runner { command in
            command.text.contains("callgrind") ? .init(outcome: .exited(status: 1)) : ScriptedProject.usual(command)
        }
        let report = try await project.open(runner).bench.bench(.new(range.ids, rounds: 2, seed: 1))
        #expect(report.measurements.count == 5)
        #expect(report.missing.map(\.metric.metric) == [String](repeating: "instructions", count: 5))
    }

    /// Whether the kernel shows counters, what `perf` leaves, and which programs there are.
    static let machines: [(Bool, String, [String], InstructionCounter?)] = [
        (true, "448512,,instructions:u,412345,100.00,,\n", ["perf", "valgrind"], .perf),
        (true, "<not supported>,,instructions:u,0,100.00,,\n", ["perf", "valgrind"], .callgrind),
        (true, "", ["valgrind"], .callgrind),
        (false, "448512,,instructions:u,412345,100.00,,\n", ["perf"], nil),
        (false, "", [], nil),
    ]

    @Test(arguments: machines) func `the CPU's own counter comes first, where perf may read it`(
        _ hasCounters: Bool, _ left: String, _ programs: [String], _ counter: InstructionCounter?
    ) async throws {
        let folder = project.folder
        if hasCounters { try folder.write("4\n", to: "root/sys/bus/event_source/devices/cpu/type") }
        try folder.write("", to: "bin/none")
        for program in programs { try folder.write("", to: "bin/" + program, isExecutable: true) }
        let runner = project.runner { command in
            if let file = command.text.firstMatch(of: /-o '(.*?)'/)?.1 {
                try? Data(left.utf8).write(to: URL(filePath: String(file)))
            }
            return .init()
        }
        let found = try await InstructionCounter.find(
            ["PATH": folder.file("bin").path], runner,
            on: SystemFiles(root: folder.url.appending(path: "root", directoryHint: .isDirectory)))
        #expect(found == counter)
    }

    static let environments: [([String: String], String, [String: String])] = [
        (["PATCHBENCH_STAGE": "7", "A": "1", "_": "/bin/x", "SSH_TTY": "t"], "./b", ["A": "1"]),
        (["PATCHBENCH_STAGE": "7", "A": "1"], "./b $PATCHBENCH_STAGE", ["A": "1", "PATCHBENCH_STAGE": "7"]),
        (["PYTHONHASHSEED": "random"], "./b", [:]),
    ]

    @Test(arguments: environments) func `what says which stage it is goes, unless the command names it`(
        _ given: [String: String], _ command: String, _ kept: [String: String]
    ) {
        let environment = CountingEnvironment.fixed(given, for: command)
        let own = [
            "PYTHONHASHSEED", "PERL_HASH_SEED", "PERL_PERTURB_KEYS", "PATCHBENCH_COUNTING", CountingEnvironment.padding,
        ]
        #expect(environment.filter { !own.contains($0.key) } == kept)
        #expect(environment["PYTHONHASHSEED"] == "0")
        let size = environment.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        #expect(size % 4096 == 0)
    }
}
