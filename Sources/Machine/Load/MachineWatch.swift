import Foundation
import Glibc

/// Where the machine's CPU time went while samples were taken.
package struct MachineWatch: Sendable, Equatable, Codable {
    /// All CPUs together, idle or not; in seconds, as all of them.
    private(set) var total = 0.0
    private(set) var stolen = 0.0
    /// By processes other than this one and those that it waited for.
    private(set) var others = 0.0
    /// By this process and those that it waited for.
    private(set) var own = 0.0
    /// On the clock.
    private(set) var elapsed = 0.0

    package init() {}

    package mutating func add(from start: CPUTimes, to end: CPUTimes) {
        total += end.total - start.total
        stolen += end.stolen - start.stolen
        others += end.busy - start.busy - (end.own - start.own)
        own += end.own - start.own
        elapsed += (end.clock - start.clock) / .seconds(1)
    }

    /// What another one has seen.
    package mutating func add(_ other: MachineWatch) {
        total += other.total
        stolen += other.stolen
        others += other.others
        own += other.own
        elapsed += other.elapsed
    }

    /// The kernel counts in ticks: a shorter time says nothing.
    private static let shortest = 1.0

    /// The share of CPU time that the hypervisor gave to others.
    package var stolenShare: Double? { elapsed >= Self.shortest && total > 0 ? stolen / total : nil }

    /// How many CPUs other processes used on average.
    package var otherCPUs: Double? { elapsed >= Self.shortest ? max(0, others / elapsed) : nil }

    /// Likewise this one and its children.
    package var ownCPUs: Double? { elapsed >= Self.shortest ? own / elapsed : nil }

    /// Whether the others are in the way: a tenth of a CPU, or on a large machine a fiftieth of all.
    package var isLoaded: Bool { (otherCPUs ?? 0) > max(0.1, 0.02 * total / max(elapsed, Self.shortest)) }
}

/// What the CPUs did since the machine was started, at one moment; in seconds, of all CPUs together.
package struct CPUTimes: Sendable {
    package var total: Double
    package var busy: Double
    package var stolen: Double
    /// Of this process and the children that it has waited for, since it began.
    package var own: Double
    package var clock: ContinuousClock.Instant

    package init(
        total: Double, busy: Double, stolen: Double, own: Double, clock: ContinuousClock.Instant
    ) {
        self.total = total
        self.busy = busy
        self.stolen = stolen
        self.own = own
        self.clock = clock
    }

    package static func current(
        of machine: SystemFiles = SystemFiles(), at clock: ContinuousClock.Instant = SystemClock().now
    ) -> CPUTimes {
        // cpu user nice system idle iowait irq softirq steal, then guests, which user and nice hold too: proc(5).
        let line = machine.text("/proc/stat").split(separator: "\n").first ?? ""
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
        let all = (ticks + Array(repeating: 0, count: 8 - ticks.count)).map { $0 / Double(sysconf(Int32(_SC_CLK_TCK))) }
        return CPUTimes(
            total: all.reduce(0, +), busy: all[0] + all[1] + all[2] + all[5] + all[6], stolen: all[7],
            own: ResourceUsage.cpuTimeUntilNow(), clock: clock)
    }
}
