import Statistics

/// The order in which the stages are measured: every round each stage once, shuffled, so that drift falls on all alike.
struct Schedule: Sendable {
    let seed: UInt64
    let rounds: Int

    /// For each round, the places 0 ..< `count` in the order of measurement; the same for the same seed.
    func orders(of count: Int) -> [[Int]] {
        var generator = Xoshiro256(seed: seed)
        return (0..<rounds).map { _ in (0..<count).shuffled(using: &generator) }
    }
}
