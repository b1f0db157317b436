import Foundation
import Judging
import Machine

/// How the machine is set, from the files of the kernel.
extension MachineCheck {
    static func system(_ machine: SystemFiles, _ host: HostInfo, allowed: CPUSet) -> [MachineCheck] {
        [
            cpus(machine, host, allowed), quota(machine), virtual(machine), governor(machine), turbo(machine),
            threads(machine),
            clock(machine), memory(machine), layout(machine), counters(machine),
        ].compactMap { $0 }
    }

    private static let cpuFolder = "/sys/devices/system/cpu/"

    private static func cpus(_ machine: SystemFiles, _ host: HostInfo, _ allowed: CPUSet) -> MachineCheck {
        let online = CPUSet(list: machine.line(cpuFolder + "online")) ?? allowed
        let isolated = machine.line(cpuFolder + "isolated")
        let finding =
            "\(online.numbers.count) of \(host.cpuModel)" + (isolated.isEmpty ? "" : ", isolated: \(isolated)")
        guard allowed.numbers.count < online.numbers.count else { return MachineCheck("CPUs", finding) }
        return MachineCheck(
            "CPUs", .caution, "\(finding); this process may use \(allowed) only",
            "a bench with more threads than that measures their waiting")
    }

    /// Of control groups, version 2 and 1.
    private static func quota(_ machine: SystemFiles) -> MachineCheck? {
        let limit = machine.line("/sys/fs/cgroup/cpu.max").split(separator: " ").map { Double($0) }
        let old = ["quota", "period"].map { Double(machine.line("/sys/fs/cgroup/cpu/cpu.cfs_\($0)_us")) }
        guard let pair = [limit, old].first(where: { $0.count == 2 && ($0[0] ?? -1) > 0 }), let period = pair[1],
            period > 0
        else { return nil }
        return MachineCheck(
            "CPU quota", .caution, String(format: "%.1f CPUs", pair[0]! / period),
            "what uses more is stopped for a while: give the container no quota")
    }

    private static func virtual(_ machine: SystemFiles) -> MachineCheck {
        let times = CPUTimes.current(of: machine)
        guard MeasuringEnvironment.isVirtual(machine) else { return MachineCheck("hardware", "a real machine") }
        let share = times.total > 0 ? times.stolen / times.total : 0
        let finding = String(format: "a virtual machine, %.1f%% of its time stolen since its start", share * 100)
        return share > Caveats.noticeableSteal
            ? MachineCheck("hardware", .caution, finding, "its host is busy: measure elsewhere, or give it more time")
            : MachineCheck("hardware", finding)
    }

    private static func governor(_ machine: SystemFiles) -> MachineCheck {
        let name = MeasuringEnvironment.governor(machine)
        guard !name.isEmpty else { return MachineCheck("clock", "its governor is not shown here") }
        guard name != "performance" else { return MachineCheck("clock", "governed for performance") }
        return MachineCheck("clock", .caution, "governed by \(name)", "cpupower frequency-set -g performance")
    }

    private static func turbo(_ machine: SystemFiles) -> MachineCheck? {
        let places = [("intel_pstate/no_turbo", "0", "1"), ("cpufreq/boost", "1", "0")]
        guard let place = places.first(where: { !machine.line(cpuFolder + $0.0).isEmpty }) else { return nil }
        guard machine.line(cpuFolder + place.0) == place.1 else { return MachineCheck("turbo", "off") }
        return MachineCheck(
            "turbo", .caution, "on: the clock goes by heat and by what other CPUs do",
            "echo \(place.2) > \(cpuFolder)\(place.0)")
    }

    private static func threads(_ machine: SystemFiles) -> MachineCheck? {
        guard machine.line(cpuFolder + "smt/active") == "1" else { return nil }
        return MachineCheck(
            "SMT", .caution, "on: two CPUs share a core",
            "keep the other one idle, or echo off > \(cpuFolder)smt/control")
    }

    private static func clock(_ machine: SystemFiles) -> MachineCheck? {
        let source = machine.line("/sys/devices/system/clocksource/clocksource0/current_clocksource")
        guard ["hpet", "acpi_pm", "jiffies", "refined-jiffies"].contains(source) else { return nil }
        return MachineCheck(
            "clock source", .caution, "\(source): reading the time takes a microsecond or more",
            "boot with clocksource=tsc where the kernel trusts it")
    }

    private static func memory(_ machine: SystemFiles) -> MachineCheck? {
        let lines = machine.text("/proc/meminfo").split(separator: "\n").map { $0.split(separator: " ") }
        let sizes = Dictionary(
            lines.compactMap { line in line.count > 1 ? Double(line[1]).map { (String(line[0]), $0) } : nil },
            uniquingKeysWith: { first, _ in first })
        guard let total = sizes["MemTotal:"], let free = sizes["MemAvailable:"], total > 0 else { return nil }
        let swapped = (sizes["SwapTotal:"] ?? 0) - (sizes["SwapFree:"] ?? 0)
        let finding = String(format: "%.1f of %.1f GiB free", free / 1_048_576, total / 1_048_576)
        guard free < 0.1 * total || swapped > 0.01 * total else { return MachineCheck("memory", finding) }
        return MachineCheck(
            "memory", .caution, finding + String(format: ", %.1f GiB swapped out", swapped / 1_048_576),
            "end what needs it: what is swapped in while it is measured counts")
    }

    private static func layout(_ machine: SystemFiles) -> MachineCheck? {
        guard machine.line("/proc/sys/kernel/randomize_va_space") == "0" else { return nil }
        return MachineCheck(
            "address layout", .caution, "the same in every run, so that its effect is taken for a patch's",
            "sysctl kernel.randomize_va_space=2")
    }

    private static func counters(_ machine: SystemFiles) -> MachineCheck {
        guard !machine.text("/sys/bus/event_source/devices/cpu/type").isEmpty else {
            return MachineCheck("perf counters", "none here")
        }
        let level = Int(machine.line("/proc/sys/kernel/perf_event_paranoid")) ?? 2
        return MachineCheck(
            "perf counters", level <= 2 ? "there" : "there, but closed (kernel.perf_event_paranoid is \(level))")
    }
}
