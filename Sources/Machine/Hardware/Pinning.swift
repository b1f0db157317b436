/// The CPUs that measured processes may run on. Builds and tests have all.
///
/// Nothing is pinned unless it is asked for: that a bench uses one CPU on one stage does not say that it does on the
/// next, and a patch that adds a thread would be blamed for the CPU that it was not given.
public enum Pinning: Sendable, Equatable {
    case none
    /// One CPU, that with the fewest interrupts of devices; an isolated one where there is one.
    case one
    case cpus(CPUSet)

    /// `none`, `one`, or a list such as `0-3,5`; nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "none": self = .none
        case "one": self = .one
        default:
            guard let cpus = CPUSet(list: text) else { return nil }
            self = .cpus(cpus)
        }
    }

    /// As `init` reads it.
    package var description: String {
        switch self {
        case .none: "none"
        case .one: "one"
        case .cpus(let cpus): cpus.description
        }
    }
}

extension Pinning {
    /// The CPUs to run on; nil for all.
    /// - Throws: `MachineError.noSuchCPU` where they are not all there.
    package func cpus(on machine: SystemFiles = SystemFiles()) throws(MachineError) -> CPUSet? {
        let allowed = ThreadAffinity.ofProcess
        switch self {
        case .none: return nil
        case .one: return CPUSet([Self.quietest(of: allowed, on: machine)])
        case .cpus(let cpus):
            guard cpus.isSubset(of: allowed) else { throw .noSuchCPU(cpus, allowed: allowed) }
            return cpus
        }
    }

    /// Isolated CPUs first, then those with few interrupts, then the last.
    static func quietest(of allowed: CPUSet, on machine: SystemFiles) -> Int {
        let isolated = CPUSet(list: machine.line("/sys/devices/system/cpu/isolated"))?.numbers ?? []
        let interrupts = interrupts(in: machine.text("/proc/interrupts"))
        return allowed.numbers.max { left, right in
            let (isLeft, isRight) = (isolated.contains(left), isolated.contains(right))
            if isLeft != isRight { return isRight }
            let (leftCount, rightCount) = (interrupts[left] ?? 0, interrupts[right] ?? 0)
            return leftCount == rightCount ? left < right : leftCount > rightCount
        }!
    }

    /// The interrupts of devices since the start, by CPU. The lines of the kernel's own interrupts have names instead
    /// of numbers; they go by what runs on a CPU.
    private static func interrupts(in text: String) -> [Int: Int] {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        let columns = lines.first?.map { Int($0.dropFirst(3)) } ?? []
        var counts: [Int: Int] = [:]
        for line in lines.dropFirst() where Int(line[0].dropLast()) != nil {
            for (column, count) in zip(columns, line.dropFirst()) {
                if let column, let count = Int(count) { counts[column, default: 0] += count }
            }
        }
        return counts
    }
}
