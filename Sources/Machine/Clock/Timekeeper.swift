import Foundation

/// The one place that asks what time it is, so that what depends on time can be tested without waiting for it.
public protocol Timekeeper: Sendable {
    /// For durations.
    var now: ContinuousClock.Instant { get }
    /// For records.
    var date: Date { get }
    /// - Throws: `CancellationError` where the task is cancelled meanwhile.
    func sleep(for duration: Duration) async throws
}

/// The system's clock.
public struct SystemClock: Timekeeper {
    public init() {}

    public var now: ContinuousClock.Instant { ContinuousClock.now }
    public var date: Date { Date() }
    public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
