import Foundation
import Statistics

/// What a machine adds to the logarithm of a metric; the core of each kind is Gaussian of standard deviation 1.
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
}

/// One machine: what it adds to each run, in the order of the runs.
struct Machine {
    private let noise: Noise
    private var random: Xoshiro256
    private var drift = 0.0
    private var runs = 0.0

    init(_ noise: Noise, seed: UInt64) {
        self.noise = noise
        random = Xoshiro256(seed: seed)
    }

    mutating func next() -> Double {
        defer { runs += 1 }
        switch noise {
        case .gauss:
            return gaussian()
        case .outliers:
            return gaussian() + (uniform() < 0.1 ? -5 * log(1 - uniform()) : 0)
        case .walk:
            drift += 0.02.squareRoot() * gaussian()
            return drift + gaussian()
        case .ramp:
            return 2 * exp(-runs / 40) + gaussian()
        case .spells:
            if uniform() < 1 / 25.0 { drift = 1.5 - drift }
            return drift + gaussian()
        }
    }

    private mutating func uniform() -> Double {
        Double.random(in: 0..<1, using: &random)
    }

    /// By Box and Muller.
    private mutating func gaussian() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }
}
