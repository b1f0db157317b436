import Machine

/// What a node has measured of a run.
public struct NodeShare: Sendable, Equatable {
    public var name: String
    public var rounds: Int
    public var host: HostInfo
}
