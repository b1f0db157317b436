import CProcess
import Foundation

/// The CPUs that a thread may run on.
package enum ThreadAffinity {
    /// What this process was given at its start.
    package static let ofProcess: CPUSet = get(getpid()) ?? CPUSet([0])!

    /// Nil for a thread that is gone.
    package static func get(_ thread: pid_t) -> CPUSet? {
        var words = [UInt64](repeating: 0, count: CPUSet.limit / 64)
        guard patchbench_get_affinity(thread, &words, words.count * 8) == 0 else { return nil }
        return CPUSet((0..<CPUSet.limit).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 })
    }

    /// Bit by bit, for a process that is started.
    static func mask(_ cpus: CPUSet) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: CPUSet.limit / 64)
        for number in cpus.numbers { words[number / 64] |= 1 << UInt64(number % 64) }
        return words
    }
}
