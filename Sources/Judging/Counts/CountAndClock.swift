import Foundation
import Outputs

/// What a patch did to the instructions, and to the times of the same run.
public struct CountAndClock: Sendable {
    public var pair: StagePair
    public var count: MetricEffect
    /// Of metrics that are times, or cycles.
    public var times: [MetricEffect]

    /// What the clock says, all its metrics together.
    public enum Clock: String, Sendable {
        case faster, slower, same
        /// Some of the times fell, and others rose.
        case both
        case undecided
    }

    public var clock: Clock {
        let told = Set(times.filter(\.isChange).map(\.judgement))
        if told.count > 1 { return .both }
        if let one = told.first { return one == .faster ? .faster : .slower }
        return times.contains { $0.judgement == .undecided } ? .undecided : .same
    }

    /// The centre of what is told from no change, as a ratio; nil where nothing is.
    public var change: Double? {
        let ratios = times.filter { $0.isChange && $0.ratio > 0 && $0.ratio.isFinite && !$0.isFromZero }.map(\.ratio)
        return ratios.isEmpty ? nil : exp(ratios.reduce(0) { $0 + log($1) } / Double(ratios.count))
    }

    /// Whether the one says something that the other does not say.
    /// - Parameter margin: Of times; a count that moves by less may leave them alone.
    public func disagrees(_ margin: Double) -> Bool {
        let isMore = count.ratio > 1 + margin
        let isLess = count.ratio < 1 / (1 + margin)
        return switch clock {
        case .faster: !isLess
        case .slower: !isMore
        case .same: isMore || isLess
        case .both, .undecided: false
        }
    }

    /// By pair, where both were measured.
    package static func all(in effects: [MetricEffect]) -> [CountAndClock] {
        effects.filter { $0.metric.isInstructionCount && $0.against == nil }.compactMap { count in
            let times = effects.filter { $0.pair == count.pair && $0.against == nil && $0.metric.kind == .time }
            return times.isEmpty ? nil : CountAndClock(pair: count.pair, count: count, times: times)
        }
    }
}
