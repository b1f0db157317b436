import CProcess
import Foundation

/// The CPUs that this process's threads may run on, and so the processes that they start.
///
/// A child has the CPUs of the thread that forks it, and which thread does is not ours to say: so all threads are
/// brought to the CPUs, and back as soon as the child is there.
package enum ThreadAffinity {
    /// What this process was given at its start.
    package static let ofProcess: CPUSet = get(getpid()) ?? CPUSet([0])!

    /// Runs `body` with all threads on `cpus`; until it ends, or calls what it is given.
    package static func pinning<Value>(
        to cpus: CPUSet?, _ body: (@escaping @Sendable () -> Void) async throws -> Value
    ) async rethrows -> Value {
        guard let cpus else { return try await body {} }
        let all = ofProcess
        set(cpus)
        defer { set(all) }
        return try await body { set(all) }
    }

    /// Threads that begin meanwhile have what the thread has that began them, so it is done when all have it.
    private static func set(_ cpus: CPUSet) {
        let mask = mask(cpus)
        for _ in 0..<100 {
            var changed = false
            for thread in threads where get(thread) != cpus {
                // A thread that has ended needs no CPU.
                changed = patchbench_set_affinity(thread, mask, mask.count * 8) == 0 || changed
            }
            if !changed { return }
        }
    }

    private static var threads: [pid_t] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
        return names?.compactMap { pid_t($0) } ?? []
    }

    /// Nil for a thread that is gone.
    package static func get(_ thread: pid_t) -> CPUSet? {
        var words = [UInt64](repeating: 0, count: CPUSet.limit / 64)
        guard patchbench_get_affinity(thread, &words, words.count * 8) == 0 else { return nil }
        return CPUSet((0..<CPUSet.limit).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 })
    }

    private static func mask(_ cpus: CPUSet) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: CPUSet.limit / 64)
        for number in cpus.numbers { words[number / 64] |= 1 << UInt64(number % 64) }
        return words
    }
}
