/// Patches above the stage `low` up to the stage `high`.
struct Gap: Equatable, Sendable {
    var low: Int
    var high: Int
}

/// What is believed of a range of stages before any of them is measured.
struct ChangePrior: Sendable {
    /// Patch b of the range, `stages.lowerBound` < b <= `stages.upperBound`, leads from stage b - 1 to stage b.
    let stages: ClosedRange<Int>
    private let none: Double
    private let one: Double
    private let two: Double
    /// Sums of the patches' weights, and of their squares, up to each stage; the weights' sum is 1.
    private let sums: [Double]
    private let squares: [Double]

    /// `weights`: one for each patch of the range, above 0. `none`, `one` and `two` are what the numbers of changes
    /// weigh before anything is measured; their sum need not be 1.
    init(stages: ClosedRange<Int>, weights: [Double], none: Double, one: Double, two: Double) {
        precondition(weights.count == stages.count - 1, "one weight for each patch")
        self.stages = stages
        let total = weights.reduce(0, +)
        let shares = weights.map { $0 / total }
        sums = shares.reduce(into: [0]) { $0.append($0.last! + $1) }
        squares = shares.reduce(into: [0]) { $0.append($0.last! + $1 * $1) }
        self.none = none
        self.one = one
        self.two = weights.count > 1 ? two : 0
    }

    var allowsTwo: Bool { two > 0 }

    /// The share of the weights that lies in a gap.
    func share(_ gap: Gap) -> Double {
        sums[gap.high - stages.lowerBound] - sums[gap.low - stages.lowerBound]
    }

    /// The prior of a hypothesis: of none where `first` is nil; of one change or two in the same gap where they are
    /// equal.
    func mass(_ first: Gap?, _ second: Gap?) -> Double {
        guard let first, let second else { return none }
        guard first == second else { return twoMass * share(first) * share(second) }
        return one * share(first) + twoMass * pairs(in: first)
    }

    /// The sum of w_b w_c over pairs of different patches in a gap.
    private func pairs(in gap: Gap) -> Double {
        let share = share(gap)
        let square = squares[gap.high - stages.lowerBound] - squares[gap.low - stages.lowerBound]
        return max(0, share * share - square) / 2
    }

    private var twoMass: Double {
        allowsTwo ? two * 2 / (1 - squares.last!) : 0
    }
}
