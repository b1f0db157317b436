import Judging
import Machine

/// How the machine is looked at.
public struct DoctorOptions: Sendable {
    /// How long the A/A run measures; nil: not at all.
    public var time: Duration?
    public var pinning: Pinning
    public var seed: UInt64

    public init(time: Duration?, pinning: Pinning = .none, seed: UInt64) {
        self.time = time
        self.pinning = pinning
        self.seed = seed
    }

    var comparison: ComparisonOptions {
        ComparisonOptions(length: .untilSettled(budget: time ?? .zero), seed: seed)
    }
}
