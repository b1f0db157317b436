import Foundation
import Statistics

/// What a machine adds to the logarithm of a metric; the core of each kind but `tails` is Gaussian of standard
/// deviation 1.
enum Noise: String, CaseIterable {
    case gauss
    /// One run in ten is slowed by an exponential of mean 5.
    case outliers
    /// A random walk with a variance of 0.02 a run on top.
    case walk
    /// A decay from 2 with a time constant of 40 runs on top: a machine that warms up.
    case ramp
    /// Slow and fast spells of some 25 runs each, 1.5 apart: another tenant, a frequency step. Chosen after all tuning.
    case spells
    /// A fifth of the runs, some five in a row, are slower by 4.
    case bursts
    /// Student's t with 2 degrees of freedom.
    case tails
    /// A clock with ticks of 2.
    case clock
    /// A machine in one of two states, 30 apart, for some 60 runs each.
    case states
    /// Each run in one of two modes, 12 apart, as a coin falls.
    case coin
    /// In one of three modes, at 0, 5 and 11, for some four runs each. Chosen after all tuning.
    case three

    /// One level, or two that lie no farther apart than the noise is wide.
    static let plain: [Noise] = [.gauss, .outliers, .walk, .ramp, .spells]
    /// Two levels, and what else a Gaussian is not.
    static let uneven: [Noise] = allCases.filter { !plain.contains($0) }
}

/// One machine: what it adds to each run, in the order of the runs.
struct Machine {
    private let noise: Noise
    private var random: Xoshiro256
    private var drift = 0.0
    private var runs = 0.0
    /// Where between two ticks of a coarse clock the origin lies.
    private var phase = 0.0

    init(_ noise: Noise, seed: UInt64) {
        self.noise = noise
        random = Xoshiro256(seed: seed)
        if noise == .clock { phase = uniform() }
    }

    /// What a run shows whose level is `level`.
    mutating func run(at level: Double) -> Double {
        let value = level + next()
        guard noise == .clock else { return value }
        return Self.tick * ((value / Self.tick + phase).rounded() - phase)
    }

    private static let tick = 2.0

    private mutating func next() -> Double {
        defer { runs += 1 }
        switch noise {
        case .gauss, .clock:
            return gaussian()
        case .outliers:
            return gaussian() + (uniform() < 0.1 ? -5 * log(1 - uniform()) : 0)
        case .walk:
            drift += 0.02.squareRoot() * gaussian()
            return drift + gaussian()
        case .ramp:
            return 2 * exp(-runs / 40) + gaussian()
        case .spells:
            return state(1.5, begins: 1 / 25.0, ends: 1 / 25.0) + gaussian()
        case .bursts:
            return state(4, begins: 1 / 20.0, ends: 1 / 5.0) + gaussian()
        case .tails:
            // The square of the denominator is chi-squared with 2 degrees, halved: an exponential.
            return gaussian() / (-log(1 - uniform())).squareRoot()
        case .states:
            return state(30, begins: 1 / 60.0, ends: 1 / 60.0) + gaussian()
        case .coin:
            return gaussian() + (uniform() < 0.5 ? 12 : 0)
        case .three:
            if uniform() < 1 / 4.0 { drift = [0, 5, 11].filter { $0 != drift }[uniform() < 0.5 ? 0 : 1] }
            return drift + gaussian()
        }
    }

    /// 0 or `height`, with the probabilities that a run is the first of a state.
    private mutating func state(_ height: Double, begins: Double, ends: Double) -> Double {
        if uniform() < (drift == 0 ? begins : ends) { drift = height - drift }
        return drift
    }

    private mutating func uniform() -> Double {
        Double.random(in: 0..<1, using: &random)
    }

    /// By Box and Muller.
    private mutating func gaussian() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }
}
