import Foundation
import Statistics

/// A simulated patch series on a simulated machine. The logarithm of the metric steps where the truth says, and noise
/// of standard deviation `sigma` is added to every run.
struct Series {
    static let sigma = 0.02

    struct Step {
        var patch: Int
        /// In units of sigma.
        var size: Double
    }

    /// What is the same for every series of a cell.
    struct Design {
        var patches: Int
        /// The sizes of the steps, in units of sigma; the sign of the first is drawn.
        var steps: [Double]
        var noise: Noise
    }

    let patches: Int
    let truth: [Step]
    private var machine: Machine
    private(set) var runs = 0
    private(set) var built: Set<Int> = []

    init(_ design: Design, seed: UInt64) {
        var random = Xoshiro256(seed: seed)
        let sign: Double = Bool.random(using: &random) ? 1 : -1
        let places = Array(1...design.patches).shuffled(using: &random)
        patches = design.patches
        truth = zip(places, design.steps).map { Step(patch: $0, size: sign * $1) }
        machine = Machine(design.noise, seed: random.next())
    }

    /// One run of a stage: the logarithm of the metric.
    mutating func run(_ stage: Int) -> Double {
        runs += 1
        built.insert(stage)
        let level = truth.reduce(0) { stage >= $1.patch ? $0 + $1.size : $0 }
        return Self.sigma * machine.run(at: level)
    }

    mutating func median(of count: Int, stage: Int) -> Double {
        Statistics.median((0..<count).map { _ in run(stage) })!
    }

    /// The smallest effect to look for: half the step; one sigma where there is none.
    var minimumEffect: Double {
        expm1(Self.sigma * (truth.first.map { abs($0.size) / 2 } ?? 1))
    }
}

/// What a strategy says of a series.
struct Outcome {
    /// Each with the interval of its size as a difference of logarithms, where the strategy gives one.
    var found: [(patch: Int, interval: ClosedRange<Double>?)] = []
    var isDecided = true
}
