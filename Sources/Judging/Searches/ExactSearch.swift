import Foundation
import Statistics

/// The search for the patches that changed a number which one run tells exactly, such as a count of instructions: both
/// ends, and then the middle of what is left, towards the larger difference; for every change, all stages. A step
/// machine; pure.
package struct ExactSearch: Sendable {
    package let stages: ClosedRange<Int>
    /// What is no change.
    package let margin: ExactMargin
    package let findsAll: Bool
    private var values: [Int: Double] = [:]
    private var untestable: Set<Int> = []

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
        if let end = [low, high].first(where: { values[$0] == nil }) { return .run(stage: end) }
        if let next = findsAll ? middle(of: widest) : middle(of: gap(from: (low, high))) { return .run(stage: next) }
        return .finished(changes.isEmpty ? .noChange : .change)
    }

    private var ends: (low: Int?, high: Int?) {
        (stages.first { !untestable.contains($0) }, stages.last { !untestable.contains($0) })
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

    /// The stage nearest to the middle that can be measured and was not.
    private func middle(of gap: (low: Int, high: Int)?) -> Int? {
        guard let gap, gap.high - gap.low > 1 else { return nil }
        let middle = halfway(gap)
        return ((gap.low + 1)..<gap.high).filter { !untestable.contains($0) && values[$0] == nil }
            .min { abs($0 - middle) < abs($1 - middle) }
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

    /// The first and the last stage that can be measured, as far as is known.
    package var measurable: ClosedRange<Int> {
        guard let low = ends.low, let high = ends.high else { return stages.upperBound...stages.upperBound }
        return low...high
    }
}
