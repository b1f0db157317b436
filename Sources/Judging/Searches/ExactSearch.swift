import Foundation
import Statistics

/// The search for the patches that changed a number which one run tells exactly, such as a count of instructions; for
/// every change, all stages. A step machine; pure.
///
/// The first stage, and one as many patches on as can be halved to the end: the largest power of two. Where these are
/// alike, the last stage; then the middle of what is left, towards the larger difference. One change takes two runs and
/// the logarithm of the patches, rounded down. Where more levels than two are met, the last stage is run, too, and the
/// largest difference is followed from there.
package struct ExactSearch: Sendable {
    package let stages: ClosedRange<Int>
    /// What is no change.
    package let margin: ExactMargin
    package let findsAll: Bool
    private var values: [Int: Double] = [:]
    private var untestable = Untestable()

    package init(stages: ClosedRange<Int>, margin: ExactMargin, findsAll: Bool) {
        self.stages = stages
        self.margin = margin
        self.findsAll = findsAll
    }

    /// - Parameter value: Nil where the stage cannot be measured.
    package mutating func record(_ value: Double?, stage: Int) {
        if let value { values[stage] = value } else { untestable.insert(stage) }
    }

    package var step: Bisection.Step {
        guard let low = ends.low, let high = ends.high, low < high else { return .finished(.undecided) }
        let last = window(low, high)
        if let end = [low, last].first(where: { values[$0] == nil }) { return .run(stage: end) }
        if let next = findsAll ? middle(of: widest) : middle(of: gap(from: (low, last))) { return .run(stage: next) }
        if !findsAll, values[high] == nil, !isOneStep(low, last) { return .run(stage: high) }
        return .finished(changes.isEmpty ? .noChange : .change)
    }

    /// What so many nodes run at once, the last stage where one machine runs it.
    func batch(of count: Int) -> [Int] {
        guard case .run(let stage) = step, let low = ends.low, let high = ends.high else { return [] }
        if findsAll { return widestHalved(count, with: [low, high].filter { values[$0] == nil }) }
        guard values[low] != nil else {
            guard values.isEmpty else { return [stage] }
            let sizes = Division(of: high - low, on: count).first(ends: 1)
            return [low] + dividing((low, high), into: sizes, nodes: count - 1)
        }
        let last = window(low, high)
        let gap: (low: Int, high: Int)? = values[last] == nil ? (known.last!, high) : self.gap(from: (low, last))
        guard let gap, values[last] == nil || middle(of: gap) != nil else { return [stage] }
        let end = values[high] == nil && (values[last] == nil || !isOneStep(low, last)) ? [high] : []
        let nodes = count - end.count
        return end + dividing(gap, into: Division(of: gap.high - gap.low, on: nodes).parts, nodes: nodes)
    }

    /// These stages, and one after the other the middles of what is widest then.
    private func widestHalved(_ count: Int, with open: [Int]) -> [Int] {
        var (rest, stages) = (self, open)
        for stage in open { rest.values[stage] = 0 }
        while stages.count < count, let next = rest.middle(of: rest.widest) {
            rest.values[next] = 0
            stages.append(next)
        }
        return stages
    }

    /// The last stage of what is looked at, as far as is known.
    private func window(_ low: Int, _ high: Int) -> Int {
        guard !findsAll, values[high] == nil, values[low] != nil else { return high }
        let far = low + Self.powerOfTwo(within: high - low)
        let reached = known.last { $0 > low } ?? (untestable.contains(far) ? high : far)
        return values[reached] == nil || isChange(low, reached) ? reached : high
    }

    private static func powerOfTwo(within count: Int) -> Int { 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount) }

    /// Whether what was measured from one stage to another has the values of these two, and one step between them.
    private func isOneStep(_ low: Int, _ high: Int) -> Bool {
        let inside = known.filter { low <= $0 && $0 <= high }
        let steps = zip(inside, inside.dropFirst()).count { isChange($0, $1) }
        return steps == 1
    }

    private var ends: (low: Int?, high: Int?) {
        guard let ends = untestable.ends(of: stages, tested: { values[$0] != nil }) else { return (nil, nil) }
        return (ends.low, ends.high)
    }

    /// Measured, and in order.
    private var known: [Int] { values.keys.sorted() }

    /// Follows the larger difference into what is measured; nil where the ends are alike.
    private func gap(from ends: (low: Int, high: Int)) -> (low: Int, high: Int)? {
        guard isChange(ends.low, ends.high) else { return nil }
        guard let middle = measured(inside: ends) else { return ends }
        let (left, right) = (difference(ends.low, middle), difference(middle, ends.high))
        return gap(from: left >= right ? (ends.low, middle) : (middle, ends.high)) ?? ends
    }

    /// What was measured in there first is what was its middle then.
    private func measured(inside gap: (low: Int, high: Int)) -> Int? {
        known.filter { gap.low < $0 && $0 < gap.high }.min { abs($0 - halfway(gap)) < abs($1 - halfway(gap)) }
    }

    private func halfway(_ gap: (low: Int, high: Int)) -> Int { gap.low + (gap.high - gap.low) / 2 }

    /// The widest gap in which a stage can be measured.
    private var widest: (low: Int, high: Int)? {
        zip(known, known.dropFirst()).map { (low: $0, high: $1) }.filter { middle(of: $0) != nil }
            .max { $0.high - $0.low < $1.high - $1.low }
    }

    /// What halves the patches between two stages next to each other among those that were measured, as far as stages
    /// can be.
    private func middle(of gap: (low: Int, high: Int)?) -> Int? {
        gap.flatMap { untestable.halving($0.low, $0.high, share: Self.shares(in: $0)) }
    }

    private func dividing(_ gap: (low: Int, high: Int), into sizes: [Int], nodes: Int) -> [Int] {
        untestable.dividing(gap.low, gap.high, into: sizes, nodes: nodes, share: Self.shares(in: gap))
    }

    private static func shares(in gap: (low: Int, high: Int)) -> (Int) -> Double {
        { stage in Double(stage - gap.low) / Double(gap.high - gap.low) }
    }

    private func difference(_ low: Int, _ high: Int) -> Double { abs(values[high]! - values[low]!) }

    private func isChange(_ low: Int, _ high: Int) -> Bool {
        !margin.areOne(values[low]!, values[high]!)
    }

    /// Between neighbours among those that were measured; of a search for one change the largest that it came to.
    package var changes: [Bisection.Change] {
        let steps = zip(known, known.dropFirst()).filter { isChange($0, $1) && middle(of: ($0, $1)) == nil }
        let found =
            findsAll ? Array(steps) : steps.max { difference($0.0, $0.1) < difference($1.0, $1.1) }.map { [$0] } ?? []
        return found.map { low, high in
            let ratio = values[low] == 0 ? 1 + values[high]! : values[high]! / values[low]!
            let interval = Interval(low: ratio, high: ratio, confidence: 1)
            return Bisection.Change(
                of: (low + 1)...high, probability: 1, effect: Estimate(value: ratio, interval: interval))
        }
    }

    /// The value of both ends, where they are alike.
    package var common: Double? {
        guard let low = ends.low, let high = ends.high, let value = values[low], values[high] != nil,
            !isChange(low, high)
        else { return nil }
        return value
    }

    /// The first and the last stage that the answer is of.
    package var answered: ClosedRange<Int> {
        guard let low = ends.low, let high = ends.high else { return stages.upperBound...stages.upperBound }
        guard case .finished(.change) = step, let last = known.last else { return low...high }
        return low...last
    }
}
