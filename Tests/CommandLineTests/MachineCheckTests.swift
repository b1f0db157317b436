import Foundation
import PatchbenchTestSupport
import Testing

@testable import Machine
@testable import Workbench
@testable import patchbench

@Suite struct MachineCheckTests {
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
}
