/// One thing that is done otherwise than the plan's file says.
package enum PlanChange: Sendable, Equatable, Codable {
    case exploring
    case virtual([Int])
    /// As `Pinning` reads it.
    case pinned(String)
    case counting(Bool)
    case sandboxed
}
