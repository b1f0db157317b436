import PatchModel
import Statistics

/// The order in which the stages are measured: every round each stage once, shuffled, so that drift falls on all alike.
struct Schedule: Sendable {
    let seed: UInt64
    let rounds: Int

    /// The order in one round, whatever was measured in the rounds before it.
    static func order(of stages: [StageNumber], round: Int, seed: UInt64) -> [StageNumber] {
        // Spread first, so that the orders of one seed are not those of the next seed a round later.
        var seeds = Xoshiro256(seed: seed)
        var generator = Xoshiro256(seed: seeds.next() &+ UInt64(round))
        return stages.shuffled(using: &generator)
    }

    /// For each round, the places 0 ..< `count` in the order of measurement; the same for the same seed.
    func orders(of count: Int) -> [[Int]] {
        var generator = Xoshiro256(seed: seed)
        return (0..<rounds).map { _ in (0..<count).shuffled(using: &generator) }
    }
}
