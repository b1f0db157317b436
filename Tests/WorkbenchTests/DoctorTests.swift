import Foundation
import PatchModel
import PatchbenchTestSupport
import Statistics
import Testing

@testable import Judging
@testable import Machine
@testable import Outputs
@testable import Workbench

@Suite struct DoctorTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var files: [String: String]
        var check: String
        /// Nil: nothing is said.
        var state: MachineCheck.State?
        var finding = ""
    }

    private static let cpu = "sys/devices/system/cpu/"

    static let machines = [
        Setting(
            testDescription: "CPUs that are not ours", files: [cpu + "online": "0-7"], check: "CPUs", state: .caution,
            finding: "8 of a CPU; this process may use 0-3 only"),
        Setting(
            testDescription: "isolated CPUs", files: [cpu + "online": "0-3", cpu + "isolated": "2-3"], check: "CPUs",
            state: .good, finding: "4 of a CPU, isolated: 2-3"),
        Setting(
            testDescription: "a quota of control groups 2", files: ["sys/fs/cgroup/cpu.max": "150000 100000"],
            check: "CPU quota", state: .caution, finding: "1.5 CPUs"),
        Setting(testDescription: "none of it", files: ["sys/fs/cgroup/cpu.max": "max 100000"], check: "CPU quota"),
        Setting(
            testDescription: "a quota of control groups 1",
            files: ["sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000"],
            check: "CPU quota", state: .caution, finding: "0.5 CPUs"),
        Setting(
            testDescription: "none of that", files: ["sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1"], check: "CPU quota"),
        Setting(
            testDescription: "a busy host",
            files: ["proc/cpuinfo": "flags : fpu hypervisor sse", "proc/stat": "cpu 40 0 0 57 0 0 0 3 0 0\n"],
            check: "hardware", state: .caution, finding: "a virtual machine, 3.0% of its time stolen since its start"),
        Setting(
            testDescription: "a real machine", files: ["proc/cpuinfo": "flags : fpu sse"], check: "hardware",
            state: .good, finding: "a real machine"),
        Setting(
            testDescription: "a governor", files: [cpu + "cpu0/cpufreq/scaling_governor": "schedutil\n"],
            check: "clock", state: .caution, finding: "governed by schedutil"),
        Setting(
            testDescription: "the right one", files: [cpu + "cpu0/cpufreq/scaling_governor": "performance\n"],
            check: "clock", state: .good, finding: "governed for performance"),
        Setting(
            testDescription: "Intel's turbo", files: [cpu + "intel_pstate/no_turbo": "0"], check: "turbo",
            state: .caution, finding: "on: the clock goes by heat and by what other CPUs do"),
        Setting(
            testDescription: "boost that is off", files: [cpu + "cpufreq/boost": "0"], check: "turbo", state: .good,
            finding: "off"),
        Setting(
            testDescription: "two threads a core", files: [cpu + "smt/active": "1"], check: "SMT", state: .caution,
            finding: "on: two CPUs share a core"),
        Setting(testDescription: "one thread a core", files: [cpu + "smt/active": "0"], check: "SMT"),
        Setting(
            testDescription: "swapped memory",
            files: [
                "proc/meminfo":
                    "MemTotal: 4194304 kB\nMemAvailable: 2097152 kB\nSwapTotal: 2097152 kB\nSwapFree: 1048576 kB\n"
            ],
            check: "memory", state: .caution, finding: "2.0 of 4.0 GiB free, 1.0 GiB swapped out"),
        Setting(
            testDescription: "one layout", files: ["proc/sys/kernel/randomize_va_space": "0"], check: "address layout",
            state: .caution, finding: "the same in every run, so that its effect is taken for a patch's"),
        Setting(
            testDescription: "a slow clock",
            files: ["sys/devices/system/clocksource/clocksource0/current_clocksource": "hpet"], check: "clock source",
            state: .caution, finding: "hpet: reading the time takes a microsecond or more"),
    ]

    @Test(arguments: machines) func `how the machine is set is read from the kernel's files`(_ machine: Setting) throws
    {
        let folder = try TemporaryFolder()
        for (path, text) in machine.files { try folder.write(text, to: path) }
        let host = HostInfo(name: "host", cpuModel: "a CPU", cpus: 4, kernel: "Linux")
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
    private func compare(rounds: Int, seed: UInt64) -> SelfComparison {
        var random = Xoshiro256(seed: seed)
        let pair = SelfComparison.pair
        var samples = RoundSamples()
        for round in 1...rounds {
            for stage in [pair.before, pair.after] {
                let value = 100 * exp(0.02 * random.gaussian())
                samples.add(BenchOutput(samples: [(Self.metric, value)]), of: stage, round: round)
            }
        }
        return SelfComparison(
            samples, rounds: rounds, time: .seconds(30), command: "bench",
            options: DoctorOptions(time: .seconds(30), seed: seed).comparison)
    }

    @Test func `a minute tells what its rounds tell`() throws {
        let run = compare(rounds: 40, seed: 1)
        #expect(run.roundsInOneMinute == 80)
        let finding = try #require(run.metrics.first)
        // Two runs of noise 0.02 differ by 0.02 sqrt(2).
        #expect((0.02...0.04).contains(try #require(finding.deviation)))
        let told = try #require(finding.toldInOneMinute)
        #expect((0.008...0.02).contains(told))
    }

    @Test func `the same is told apart from itself in 2% of the runs at most`() {
        var told = 0
        for seed in 0..<300 where compare(rounds: 12, seed: UInt64(seed)).metrics[0].isFalse { told += 1 }
        #expect(told <= 6)
    }
}
