import PatchModel
import Statistics

/// The order in which the stages are measured: every round each stage once, shuffled, so that drift falls on all alike.
enum Schedule {
    /// The order in one round, whatever was measured in the rounds before it; the same for the same seed.
    static func order(of stages: [StageID], round: Int, seed: UInt64) -> [StageID] {
        // Spread first, so that the orders of one seed are not those of the next seed a round later.
        var seeds = Xoshiro256(seed: seed)
        var generator = Xoshiro256(seed: seeds.next() &+ UInt64(truncatingIfNeeded: round))
        return stages.shuffled(using: &generator)
    }
}
