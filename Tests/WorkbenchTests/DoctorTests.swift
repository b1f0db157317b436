import Foundation
import PatchModel
import PatchbenchTestSupport
import Statistics
import Testing

@testable import Workbench

@Suite struct DoctorTests {
    struct Machine: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var files: [String: String]
        var check: String
        /// Nil: nothing is said.
        var state: MachineCheck.State?
        var finding = ""
    }

    private static let cpu = "sys/devices/system/cpu/"

    static let machines = [
        Machine(
            testDescription: "CPUs that are not ours", files: [cpu + "online": "0-7"], check: "CPUs", state: .caution,
            finding: "8 of a CPU; this process may use 0-3 only"),
        Machine(
            testDescription: "isolated CPUs", files: [cpu + "online": "0-3", cpu + "isolated": "2-3"], check: "CPUs",
            state: .good, finding: "4 of a CPU, isolated: 2-3"),
        Machine(
            testDescription: "a quota of control groups 2", files: ["sys/fs/cgroup/cpu.max": "150000 100000"],
            check: "CPU quota", state: .caution, finding: "1.5 CPUs"),
        Machine(testDescription: "none of it", files: ["sys/fs/cgroup/cpu.max": "max 100000"], check: "CPU quota"),
        Machine(
            testDescription: "a quota of control groups 1",
            files: ["sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000"],
            check: "CPU quota", state: .caution, finding: "0.5 CPUs"),
        Machine(
            testDescription: "none of that", files: ["sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1"], check: "CPU quota"),
        Machine(
            testDescription: "a busy host",
            files: ["proc/cpuinfo": "flags : fpu hypervisor sse", "proc/stat": "cpu 40 0 0 57 0 0 0 3 0 0\n"],
            check: "hardware", state: .caution, finding: "a virtual machine, 3.0% of its time stolen since its start"),
        Machine(
            testDescription: "a real machine", files: ["proc/cpuinfo": "flags : fpu sse"], check: "hardware",
            state: .good, finding: "a real machine"),
        Machine(
            testDescription: "a governor", files: [cpu + "cpu0/cpufreq/scaling_governor": "schedutil\n"],
            check: "clock", state: .caution, finding: "governed by schedutil"),
        Machine(
            testDescription: "the right one", files: [cpu + "cpu0/cpufreq/scaling_governor": "performance\n"],
            check: "clock", state: .good, finding: "governed for performance"),
        Machine(
            testDescription: "Intel's turbo", files: [cpu + "intel_pstate/no_turbo": "0"], check: "turbo",
            state: .caution, finding: "on: the clock goes by heat and by what other CPUs do"),
        Machine(
            testDescription: "boost that is off", files: [cpu + "cpufreq/boost": "0"], check: "turbo", state: .good,
            finding: "off"),
        Machine(
            testDescription: "two threads a core", files: [cpu + "smt/active": "1"], check: "SMT", state: .caution,
            finding: "on: two CPUs share a core"),
        Machine(testDescription: "one thread a core", files: [cpu + "smt/active": "0"], check: "SMT"),
        Machine(
            testDescription: "swapped memory",
            files: [
                "proc/meminfo":
                    "MemTotal: 4194304 kB\nMemAvailable: 2097152 kB\nSwapTotal: 2097152 kB\nSwapFree: 1048576 kB\n"
            ],
            check: "memory", state: .caution, finding: "2.0 of 4.0 GiB free, 1.0 GiB swapped out"),
        Machine(
            testDescription: "one layout", files: ["proc/sys/kernel/randomize_va_space": "0"], check: "address layout",
            state: .caution, finding: "the same in every run, so that its effect is taken for a patch's"),
        Machine(
            testDescription: "a slow clock",
            files: ["sys/devices/system/clocksource/clocksource0/current_clocksource": "hpet"], check: "clock source",
            state: .caution, finding: "hpet: reading the time takes a microsecond or more"),
    ]

    @Test(arguments: machines) func `how the machine is set is read from the kernel's files`(_ machine: Machine) throws
    {
        let folder = try TemporaryFolder()
        for (path, text) in machine.files { try folder.write(text, to: path) }
        let host = Host(name: "host", cpuModel: "a CPU", cpus: 4, kernel: "Linux")
        let checks = MachineCheck.system(SystemFiles(root: folder.url), host, allowed: CPUSet(0...3)!)
        let found = checks.first { $0.name == machine.check }
        #expect(found?.state == machine.state)
        #expect(found?.finding ?? "" == machine.finding)
        #expect(found?.state != .caution || found?.advice != nil)
    }

    @Test(
        arguments: [
            ("make -j2 all", "make"), ("CC=gcc make", "make"), ("  cargo bench", "cargo"), ("./run", nil),
            ("cd x && make", nil),
            ("out/bench --all", nil), ("$TOOL x", nil), ("g++-12 a.cc", "g++-12"), ("(make)", nil),
            ("sync; make", "sync"), ("", nil),
        ] as [(String, String?)])
    func `the program that a command begins with`(_ command: String, _ name: String?) {
        #expect(MachineCheck.program(in: command) == name)
    }

    // MARK: - A/A

    private static let metric = Metric(name: "time", parameters: Parameters(), unit: "ns", better: .less)

    /// So many rounds of one metric with noise of 2%.
    private func compare(rounds: Int, seed: UInt64) async throws -> SelfComparison {
        var random = Xoshiro256(seed: seed)
        var left = rounds
        let measured = try await SelfComparison.rounds(
            seed: seed,
            isSpent: {
                left -= 1
                return left == 0
            },
            measure: { _ in BenchOutput(samples: [(Self.metric, 100 * exp(0.02 * random.gaussian()))]) })
        #expect(measured.count == rounds)
        return SelfComparison(
            measured.samples, rounds: rounds, time: .seconds(30), command: "bench",
            options: DoctorOptions(time: .seconds(30), seed: seed).comparison)
    }

    @Test func `a minute tells what its rounds tell`() async throws {
        let run = try await compare(rounds: 40, seed: 1)
        #expect(run.roundsInOneMinute == 80)
        let finding = try #require(run.metrics.first)
        // Two runs of noise 0.02 differ by 0.02 sqrt(2).
        #expect((0.02...0.04).contains(try #require(finding.deviation)))
        let told = try #require(finding.toldInOneMinute)
        #expect((0.008...0.02).contains(told))
    }

    @Test func `the same is told apart from itself in 2% of the runs at most`() async throws {
        var told = 0
        for seed in 0..<300 where try await compare(rounds: 12, seed: UInt64(seed)).metrics[0].isFalse { told += 1 }
        #expect(told <= 6)
    }

    @Test func `what comes to its end amid a round counts whole rounds, and the warm-up counts for none`() async throws
    {
        var runs = 0
        let measured = try await SelfComparison.rounds(seed: 1, isSpent: { false }) { round in
            runs += 1
            #expect(round == runs / 2)
            return runs == 6 ? nil : BenchOutput(samples: [(Self.metric, Double(runs))])
        }
        #expect(measured.count == 2)
        let pairs = measured.samples.paired(SelfComparison.pair, Self.metric)
        #expect(Set(pairs.before + pairs.after) == [2, 3, 4, 5])
    }
}
