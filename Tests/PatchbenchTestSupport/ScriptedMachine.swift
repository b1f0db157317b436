import Foundation
import Machine
import Synchronization

/// A clock that moves when it is told to.
public final class ScriptedClock: Timekeeper {
    private let start = SystemClock().now
    private let elapsed = Mutex(Duration.zero)

    public init() {}

    public func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }

    public var now: ContinuousClock.Instant { start + elapsed.withLock { $0 } }
    public var date: Date { Date(timeIntervalSince1970: 1_700_000_000 + elapsed.withLock { $0 } / .seconds(1)) }

    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        advance(by: duration)
    }
}

/// Answers commands without starting a process, and keeps what was asked of it.
public final class ScriptedRunner: CommandRunning {
    /// What a command does: how it ends, what it prints, and how long that takes on the clock.
    public struct Answer: Sendable {
        var outcome: CommandOutcome
        var output: String
        var time: Duration

        public init(_ output: String = "", outcome: CommandOutcome = .exited(status: 0), time: Duration = .seconds(1)) {
            self.output = output
            self.outcome = outcome
            self.time = time
        }
    }

    private let clock: ScriptedClock
    private let answer: @Sendable (ShellCommand) -> Answer
    private let asked = Mutex<[ShellCommand]>([])

    public init(_ clock: ScriptedClock, answer: @escaping @Sendable (ShellCommand) -> Answer) {
        self.clock = clock
        self.answer = answer
    }

    /// In their order.
    public var commands: [ShellCommand] { asked.withLock { $0 } }

    public func measure(_ command: ShellCommand) async throws(MachineError) -> MeasuredOutcome {
        asked.withLock { $0.append(command) }
        let answer = answer(command)
        clock.advance(by: answer.time)
        try? FileManager.default.createDirectory(
            at: command.output.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(answer.output.utf8).write(to: command.output)
        return Task.isCancelled ? .interrupted : MeasuredOutcome(outcome: answer.outcome)
    }
}
