import Statistics

/// Where code and data come to lie moves a time by some per cent without a change (Mytkowicz, Diwan, Hauswirth and
/// Sweeney, "Producing wrong data without doing anything obviously wrong", ASPLOS 2009). Where stages are built several
/// times, the stack is moved, too: by the size of the environment, which lies above it.
enum Layout {
    /// Its length in a round, below a page; the same for all stages of the round.
    static func paddingLength(round: Int) -> Int {
        var generator = Xoshiro256(seed: UInt64(round))
        return Int.random(in: 0..<4096, using: &generator)
    }
}

extension Bench {
    /// Of a measurement.
    func environment(of built: BuiltStage, round: Int?) -> [String: String] {
        var environment = environment(of: built.stage, copy: built.copy(in: round))
        if built.folders.count > 1 || buildsEachRound {
            environment[CountingEnvironment.padding] = String(
                repeating: "x", count: Layout.paddingLength(round: round ?? 0))
        }
        return environment
    }
}
