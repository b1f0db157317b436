import Synchronization
import Workbench

/// Notes when the first measurement of a run begins.
final class FirstSample: Sendable {
    private let moment = Mutex<ContinuousClock.Instant?>(nil)

    @Sendable func watch(_ event: Event) {
        guard case .began(let activity, _) = event, activity.verb == .bench else { return }
        moment.withLock { moment in
            if moment == nil { moment = .now }
        }
    }

    /// From `start` to the first measurement; endless where there was none.
    func seconds(since start: ContinuousClock.Instant) -> Double {
        moment.withLock { $0.map { ($0 - start) / .seconds(1) } } ?? .infinity
    }
}
