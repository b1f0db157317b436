import Foundation
import Input
import Machine

/// The right to build, test and measure on a plan's series: one process at a time has it, so that no run disturbs
/// another.
public final class Turn: Sendable {
    private let lock: ProcessLock

    private init(_ lock: ProcessLock) { self.lock = lock }

    /// Waits until no other process has it.
    ///
    /// - Parameter announce: Is told once that another process (its id, where known) has to end first.
    /// - Throws: `MachineError`; `CancellationError` where the task is cancelled while it waits.
    public static func wait(
        in plan: Plan, clock: any Timekeeper = SystemClock(), announce: (Int32?) -> Void
    ) async throws -> Turn {
        let file = plan.stateDirectory.appending(path: "lock", directoryHint: .notDirectory)
        var hasAnnounced = false
        while true {
            switch try ProcessLock.attempt(file) {
            case .taken(let lock): return Turn(lock)
            case .held(let process):
                if !hasAnnounced { announce(process) }
                hasAnnounced = true
                try await clock.sleep(for: .milliseconds(50))
            }
        }
    }
}
