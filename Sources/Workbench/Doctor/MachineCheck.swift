import Machine

/// One thing about the machine that measurements depend on.
public struct MachineCheck: Sendable, Equatable {
    public var fact: Fact
    public var state: State

    /// What was found. Shares are of 1, sizes in bytes.
    public enum Fact: Sendable, Equatable {
        /// Isolated ones as the kernel lists them; those that this process may use, where that is not all.
        case cpus(online: Int, model: String, isolated: String, allowed: CPUSet?)
        /// Of a control group, in CPUs.
        case quota(cpus: Double)
        case realMachine
        /// The share of its time that the hypervisor gave to others since its start.
        case virtualMachine(stolen: Double)
        /// Empty where the kernel shows none.
        case governor(String)
        /// The file that switches it, and what to write to switch it off.
        case turbo(isOn: Bool, switch: String, off: String)
        case hyperthreads(switch: String)
        /// A clock that takes a microsecond or more to read.
        case slowClock(String)
        case memory(free: Double, total: Double, swapped: Double)
        /// Addresses are the same in every run.
        case fixedLayout
        /// The level of `kernel.perf_event_paranoid`; nil where there are none.
        case counters(paranoid: Int?)
        /// What counts instructions; nil where nothing does.
        case counting(InstructionCounter?)
        /// CPUs that other processes use.
        case load(cpus: Double)
        case disk(free: Double)
        /// Programs that the plan's commands name.
        case tools([String], missing: [String])
        /// The command that measures the machine gave no number.
        case noNumbers(command: String)
        /// CPUs that the bench uses; whether pinning would keep it from moving.
        case bench(cpus: Double, pinned: CPUSet?, moves: Bool)
    }

    public enum State: String, Sendable {
        case good
        /// Measurements take longer, or say less.
        case caution
        /// What is measured would be false, or cannot be measured.
        case wrong
    }

    init(_ fact: Fact, _ state: State = .good) {
        self.fact = fact
        self.state = state
    }
}
