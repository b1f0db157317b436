import CProcess
import Foundation

/// What a command and everything that it waited for took.
public struct ResourceUsage: Sendable, Equatable {
    /// From the start to the end, in seconds.
    package var wallTime: Double
    /// Of user and system, in seconds.
    package var cpuTime: Double
    /// The largest resident set of one of the processes, in KiB; nil where it is no larger than the tool's own, which
    /// Linux counts in for a process that the tool forked.
    package var peakMemory: Int?
    /// Voluntary and involuntary.
    package var contextSwitches: Int

    package init(wallTime: Double, cpuTime: Double, peakMemory: Int? = nil, contextSwitches: Int) {
        self.wallTime = wallTime
        self.cpuTime = cpuTime
        self.peakMemory = peakMemory
        self.contextSwitches = contextSwitches
    }
}

extension ResourceUsage {
    /// Of this process and of those that it waited for, since it began, in seconds.
    static func cpuTimeUntilNow() -> Double {
        cpuTime(usage(of: RUSAGE_SELF)) + cpuTime(usage(of: RUSAGE_CHILDREN))
    }

    private static func usage(of who: __rusage_who) -> rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(who.rawValue), &usage)
        return usage
    }

    private static func cpuTime(_ usage: rusage) -> Double {
        [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }

    init(_ ending: patchbench_ending) {
        let usage = ending.usage
        wallTime = Double(ending.nanoseconds) / 1e9
        cpuTime = Self.cpuTime(usage)
        let own = Self.usage(of: RUSAGE_SELF)
        peakMemory = usage.ru_maxrss > own.ru_maxrss ? usage.ru_maxrss : nil
        contextSwitches = usage.ru_nvcsw + usage.ru_nivcsw
    }
}

/// How a command ended, and what it took where that is known.
public struct MeasuredOutcome: Sendable, Equatable {
    package var outcome: CommandOutcome
    package var usage: ResourceUsage?

    package init(outcome: CommandOutcome, usage: ResourceUsage? = nil) {
        self.outcome = outcome
        self.usage = usage
    }

    package static let interrupted = MeasuredOutcome(outcome: .interrupted)
}
