/// What else went on on the machine as a round began.
public struct RoundState: Sendable, Equatable {
    /// 0 is the round to warm up; of a search, the number of the reading.
    public var round: Int
    /// The load average of the last minute.
    public var load: Double
    /// Time that the hypervisor had given to others since the machine was started, in seconds.
    public var stolen: Double
}
