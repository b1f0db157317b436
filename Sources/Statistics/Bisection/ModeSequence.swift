import Foundation

/// Evidence from the order in which a machine's modes come: a Markov chain whose probabilities are not known, with
/// Jeffreys' prior (Krichevsky and Trofimov, IEEE Trans. Inf. Theory 27, 1981). A coin that falls for each run and
/// a state that lasts for a hundred are both such chains.
///
/// Either all levels share the chain, or each has its own: a change may be one of the share of slow runs.
struct ModeSequence: Sendable {
    private let modes: Int
    private var last: Int?
    /// By level, and of all, how often a mode came after another.
    private var after: [[Double]]
    private var afterAny: [Double]
    /// By level, how often each mode came.
    private var counts: [[Double]]
    private(set) var sharedLogLikelihood = log(0.9)
    private(set) var ownLogLikelihood = log(0.1)

    private static let prior = 0.5

    init(modes: Int) {
        self.modes = modes
        after = .init(repeating: .init(repeating: 0, count: modes * modes), count: 3)
        afterAny = .init(repeating: 0, count: modes * modes)
        counts = .init(repeating: .init(repeating: 0, count: modes), count: 3)
    }

    mutating func observe(_ mode: Int, level: Level) {
        counts[level.rawValue][mode] += 1
        if let last {
            sharedLogLikelihood += log(probability(afterAny, last, mode))
            ownLogLikelihood += log(probability(after[level.rawValue], last, mode))
            afterAny[last * modes + mode] += 1
            after[level.rawValue][last * modes + mode] += 1
        }
        last = mode
    }

    /// How likely each mode is the next, should the machine choose it.
    func next(_ level: Level) -> SIMD8<Double> {
        guard let last else { return shares(of: level) }
        let own = 1 / (1 + exp(sharedLogLikelihood - ownLogLikelihood))
        var next = SIMD8<Double>.zero
        for mode in 0..<modes {
            next[mode] = (1 - own) * probability(afterAny, last, mode)
            next[mode] += own * probability(after[level.rawValue], last, mode)
        }
        return next
    }

    /// How likely each mode is the next, should the level choose it.
    func shares(of level: Level) -> SIMD8<Double> {
        var all = SIMD8<Double>.zero
        for (mode, share) in shares(level).enumerated() { all[mode] = share.mean }
        return all
    }

    /// The modes' shares of `upper` less those of `lower`, and the variances of these differences.
    func contrast(_ upper: Level, _ lower: Level) -> (shares: [Double], variances: [Double]) {
        let (high, low) = (shares(upper), shares(lower))
        return (
            zip(high, low).map { $0.mean - $1.mean }, zip(high, low).map { $0.variance + $1.variance }
        )
    }

    private func shares(_ level: Level) -> [Moments] {
        let total = counts[level.rawValue].reduce(0, +) + Self.prior * Double(modes)
        return counts[level.rawValue].map {
            let share = ($0 + Self.prior) / total
            return Moments(mean: share, variance: share * (1 - share) / (total + 1))
        }
    }

    private func probability(_ counts: [Double], _ last: Int, _ mode: Int) -> Double {
        let row = counts[(last * modes)..<((last + 1) * modes)]
        return (row[last * modes + mode] + Self.prior) / (row.reduce(0, +) + Self.prior * Double(modes))
    }
}
