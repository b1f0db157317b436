import Foundation
import Glibc

/// What samples must have in common to be comparable: the machine, how it is set, and what built the stages.
package struct MeasuringEnvironment: Sendable, Equatable, Codable {
    package var host: HostInfo
    /// What the plan's toolchain command printed; empty where there is none.
    package var toolchain: String
    /// The frequency governor of the first CPU; empty where the kernel shows none.
    package var governor: String
    /// Whether the machine is a virtual one.
    package var isVirtual: Bool

    package init(host: HostInfo, toolchain: String, governor: String, isVirtual: Bool) {
        self.host = host
        self.toolchain = toolchain
        self.governor = governor
        self.isVirtual = isVirtual
    }

    package static func current(toolchain: String) -> MeasuringEnvironment {
        MeasuringEnvironment(
            host: .current(), toolchain: toolchain.trimmingCharacters(in: .whitespacesAndNewlines),
            governor: governor(SystemFiles()), isVirtual: isVirtual(SystemFiles()))
    }

    package static func governor(_ machine: SystemFiles) -> String {
        machine.line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    }

    package static func isVirtual(_ machine: SystemFiles) -> Bool {
        let flags = machine.text("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
        return flags.split(separator: " ").contains("hypervisor")
    }
}

/// What else goes on on the machine, at one moment.
package struct MachineState: Sendable, Equatable {
    /// The load average of the last minute.
    package var load: Double
    /// Time that the hypervisor gave to others since the machine was started, in seconds, of all CPUs together.
    package var stolen: Double

    package init(load: Double, stolen: Double) {
        self.load = load
        self.stolen = stolen
    }

    package static func current() -> MachineState {
        let load = SystemFiles().text("/proc/loadavg").split(separator: " ").first.flatMap { Double($0) }
        let ticks = SystemFiles().text("/proc/stat").split(separator: "\n").first?.split(separator: " ")
        // cpu user nice system idle iowait irq softirq steal: proc(5).
        let stolen = ticks.flatMap { $0.count > 8 ? Double($0[8]) : nil } ?? 0
        return MachineState(load: load ?? 0, stolen: stolen / Double(sysconf(Int32(_SC_CLK_TCK))))
    }
}
