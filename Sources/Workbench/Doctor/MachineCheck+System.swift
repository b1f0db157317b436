import Foundation
import Judging
import Machine

/// How the machine is set, from the files of the kernel.
extension MachineCheck {
    static func system(_ machine: SystemFiles, _ host: HostInfo, allowed: CPUSet) -> [MachineCheck] {
        [
            cpus(machine, host, allowed), quota(machine), virtual(machine), governor(machine), turbo(machine),
            threads(machine), clock(machine), memory(machine), layout(machine), counters(machine),
        ].compactMap { $0 }
    }

    private static let cpuFolder = "/sys/devices/system/cpu/"

    private static func cpus(_ machine: SystemFiles, _ host: HostInfo, _ allowed: CPUSet) -> MachineCheck {
        let online = CPUSet(list: machine.line(cpuFolder + "online")) ?? allowed
        let isFewer = allowed.numbers.count < online.numbers.count
        let fact = Fact.cpus(
            online: online.numbers.count, model: host.cpuModel, isolated: machine.line(cpuFolder + "isolated"),
            allowed: isFewer ? allowed : nil)
        return MachineCheck(fact, isFewer ? .caution : .good)
    }

    /// Of control groups, version 2 and 1.
    private static func quota(_ machine: SystemFiles) -> MachineCheck? {
        let limit = machine.line("/sys/fs/cgroup/cpu.max").split(separator: " ").map { Double($0) }
        let old = ["quota", "period"].map { Double(machine.line("/sys/fs/cgroup/cpu/cpu.cfs_\($0)_us")) }
        guard let pair = [limit, old].first(where: { $0.count == 2 && ($0[0] ?? -1) > 0 }), let period = pair[1],
            period > 0
        else { return nil }
        return MachineCheck(.quota(cpus: pair[0]! / period), .caution)
    }

    private static func virtual(_ machine: SystemFiles) -> MachineCheck {
        let times = CPUTimes.current(of: machine)
        guard MeasuringEnvironment.isVirtual(machine) else { return MachineCheck(.realMachine) }
        let share = times.total > 0 ? times.stolen / times.total : 0
        return MachineCheck(.virtualMachine(stolen: share), share > Caveats.noticeableSteal ? .caution : .good)
    }

    private static func governor(_ machine: SystemFiles) -> MachineCheck {
        let name = MeasuringEnvironment.governor(machine)
        return MachineCheck(.governor(name), name.isEmpty || name == "performance" ? .good : .caution)
    }

    private static func turbo(_ machine: SystemFiles) -> MachineCheck? {
        let places = [("intel_pstate/no_turbo", on: "0", off: "1"), ("cpufreq/boost", on: "1", off: "0")]
        guard let place = places.first(where: { !machine.line(cpuFolder + $0.0).isEmpty }) else { return nil }
        let isOn = machine.line(cpuFolder + place.0) == place.on
        return MachineCheck(
            .turbo(isOn: isOn, switch: cpuFolder + place.0, off: place.off), isOn ? .caution : .good)
    }

    private static func threads(_ machine: SystemFiles) -> MachineCheck? {
        guard machine.line(cpuFolder + "smt/active") == "1" else { return nil }
        return MachineCheck(.hyperthreads(switch: cpuFolder + "smt/control"), .caution)
    }

    private static func clock(_ machine: SystemFiles) -> MachineCheck? {
        let source = machine.line("/sys/devices/system/clocksource/clocksource0/current_clocksource")
        guard ["hpet", "acpi_pm", "jiffies", "refined-jiffies"].contains(source) else { return nil }
        return MachineCheck(.slowClock(source), .caution)
    }

    private static func memory(_ machine: SystemFiles) -> MachineCheck? {
        let lines = machine.text("/proc/meminfo").split(separator: "\n").map { $0.split(separator: " ") }
        let sizes = Dictionary(
            lines.compactMap { line in line.count > 1 ? Double(line[1]).map { (String(line[0]), $0 * 1024) } : nil },
            uniquingKeysWith: { first, _ in first })
        guard let total = sizes["MemTotal:"], let free = sizes["MemAvailable:"], total > 0 else { return nil }
        let swapped = (sizes["SwapTotal:"] ?? 0) - (sizes["SwapFree:"] ?? 0)
        let isShort = free < 0.1 * total || swapped > 0.01 * total
        return MachineCheck(
            .memory(free: free, total: total, swapped: swapped), isShort ? .caution : .good)
    }

    private static func layout(_ machine: SystemFiles) -> MachineCheck? {
        machine.line("/proc/sys/kernel/randomize_va_space") == "0" ? MachineCheck(.fixedLayout, .caution) : nil
    }

    private static func counters(_ machine: SystemFiles) -> MachineCheck {
        guard !machine.text("/sys/bus/event_source/devices/cpu/type").isEmpty else {
            return MachineCheck(.counters(paranoid: nil))
        }
        return MachineCheck(.counters(paranoid: Int(machine.line("/proc/sys/kernel/perf_event_paranoid")) ?? 2))
    }
}
