import Statistics

/// The search for one change among stages that answer firmly: each gives the same value whenever it is asked, that of
/// the first stage or that of the last. Asked like `git bisect` does, and confirmed: both ends, the middle of what is
/// left, and at last the two stages around the change once more. A step machine; pure.
///
/// What contradicts that is `shaky`, and wants a search that weighs its answers. docs/statistics.md says how sure an
/// answer is.
package struct FirmSearch: Sendable {
    package enum Step: Equatable, Sendable {
        case run(stage: Int)
        /// The value changes between two stages, and none between them can be tested.
        case change(low: Int, high: Int)
        /// The ends are alike.
        case alike
        /// No more than one stage can be tested.
        case untestable
        /// An answer contradicts another.
        case shaky
    }

    /// How often the two stages are run on which an answer rests.
    static let repeats = 2

    package let stages: ClosedRange<Int>
    let confidence: Double
    /// What counts as a change of a value, as a share; nil where every difference does.
    let minimumEffect: Double?
    /// How likely each patch is before anything is measured, should one of them have made a change.
    private let shares: [Double]
    private(set) var readings: [Reading] = []
    private var untestable = Untestable()

    struct Reading: Equatable, Sendable {
        var stage: Int
        var value: Double
    }

    package init(stages: ClosedRange<Int>, confidence: Double, minimumEffect: Double?, weights: [Double]? = nil) {
        self.stages = stages
        self.confidence = confidence
        self.minimumEffect = minimumEffect
        let weights = weights ?? [Double](repeating: 1, count: stages.count - 1)
        let total = weights.reduce(0, +)
        shares = weights.map { $0 / total }
    }

    /// - Parameter value: Nil where the stage cannot be tested.
    package mutating func record(_ value: Double?, stage: Int) {
        if let value { readings.append(Reading(stage: stage, value: value)) } else { untestable.insert(stage) }
    }

    /// The first and the last stage that can be tested, as far as is known; nil where they are one.
    var ends: (low: Int, high: Int)? {
        untestable.ends(of: stages) { value(of: $0) != nil }
    }

    package var step: Step {
        guard let ends else { return .untestable }
        guard let before = value(of: ends.low) else { return .run(stage: ends.low) }
        guard let after = value(of: ends.high) else { return .run(stage: ends.high) }
        guard areFirm(before, after) else { return .shaky }
        if areAlike(before, after) {
            return areEnough(ends.low, ends.high) ? .alike : .run(stage: next(of: ends.low, ends.high))
        }
        guard let gap else { return .shaky }
        if let middle = middle(of: gap) { return .run(stage: middle) }
        return areEnough(gap.low, gap.high)
            ? .change(low: gap.low, high: gap.high) : .run(stage: next(of: gap.low, gap.high))
    }

    /// What so many nodes run at once.
    func batch(of count: Int) -> [Int] {
        guard case .run(let stage) = step, let ends else { return [] }
        let open = [ends.low, ends.high].filter { value(of: $0) == nil }
        if !open.isEmpty {
            guard readings.isEmpty else { return open }
            let sizes = division(of: ends, on: count).first(ends: open.count)
            return open + dividing(ends, into: sizes, nodes: count - open.count)
        }
        let sides = gap ?? ends
        let again = [sides.low, sides.high].filter { runs(of: $0) < Self.repeats }
        if gap != nil, middle(of: sides) != nil {
            let division = division(of: sides, on: count)
            let stages = dividing(sides, into: division.parts, nodes: count)
            let areAll = stages.count == sides.high - sides.low - 1
            return areAll && division.confirmsAtOnce ? stages + again + stages : stages
        }
        return again.isEmpty ? [stage] : again
    }

    func share(of patch: Int) -> Double { shares[patch - stages.lowerBound - 1] }

    /// The value of a stage, by its first run.
    func value(of stage: Int) -> Double? { readings.first { $0.stage == stage }?.value }

    /// The last stage with the value before the change and the first with that after it; nil where the ends are alike,
    /// or the stages are not in that order.
    var gap: (low: Int, high: Int)? {
        guard let ends, let before = value(of: ends.low), let after = value(of: ends.high), !areAlike(before, after)
        else { return nil }
        let low = readings.filter { Self.areSame($0.value, before) }.map(\.stage).max() ?? ends.low
        let high = readings.filter { Self.areSame($0.value, after) }.map(\.stage).min() ?? ends.high
        return low < high ? (low, high) : nil
    }

    private func areFirm(_ before: Double, _ after: Double) -> Bool {
        readings.allSatisfy { reading in
            let isOfEnds = Self.areSame(reading.value, before) || Self.areSame(reading.value, after)
            return isOfEnds && value(of: reading.stage).map { Self.areSame($0, reading.value) } ?? true
        }
    }

    func areAlike(_ left: Double, _ right: Double) -> Bool {
        guard let minimumEffect, left != 0, right != 0, (left < 0) == (right < 0) else {
            return Self.areSame(left, right)
        }
        return max(left / right, right / left) < 1 + minimumEffect
    }

    /// Apart from what an average of equal numbers may lose.
    private static func areSame(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9 * max(abs(left), abs(right))
    }

    /// Each of the two stages was asked often enough, and the answer is sure enough.
    private func areEnough(_ low: Int, _ high: Int) -> Bool {
        min(runs(of: low), runs(of: high)) >= Self.repeats && probability >= min(confidence, 0.999)
    }

    /// The stage with fewer runs; of equals the one that ran last, for it is built.
    private func next(of low: Int, _ high: Int) -> Int {
        let (before, after) = (runs(of: low), runs(of: high))
        if before != after { return before < after ? low : high }
        return readings.last?.stage == low ? low : high
    }

    private func runs(of stage: Int) -> Int { readings.count { $0.stage == stage } }

    /// The stage that halves what is left, as `git bisect` chooses it, or what comes nearest to it where stages cannot
    /// be tested.
    private func middle(of gap: (low: Int, high: Int)) -> Int? {
        untestable.halving(gap.low, gap.high, share: shares(in: gap))
    }

    private func division(of gap: (low: Int, high: Int), on nodes: Int) -> Division {
        Division(of: gap.high - gap.low, on: nodes, confirms: true)
    }

    private func dividing(_ gap: (low: Int, high: Int), into sizes: [Int], nodes: Int) -> [Int] {
        untestable.dividing(gap.low, gap.high, into: sizes, nodes: nodes, share: shares(in: gap))
    }

    /// How likely the change lies in there and up to a stage.
    private func shares(in gap: (low: Int, high: Int)) -> (Int) -> Double {
        var sums = [0.0]
        for patch in (gap.low + 1)...gap.high { sums.append(sums.last! + share(of: patch)) }
        return { [sums] stage in sums[stage - gap.low] / sums.last! }
    }
}
