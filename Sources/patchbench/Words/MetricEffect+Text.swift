import Judging
import Outputs

extension MetricEffect {
    /// The word for its verdict: of times and rates whether they are faster, of all else whether there is more.
    var verdictName: String {
        switch judgement {
        case .unchanged, .undecided: return judgement.rawValue
        case .faster, .slower, .more, .less:
            if metric.isSpeed { return isMore == (metric.kind == .rate) ? "faster" : "slower" }
            return isMore ? "more" : metric.kind == .count ? "fewer" : "less"
        }
    }

    /// Whether the later stage has the larger number.
    private var isMore: Bool { isFromZero ? (after ?? 0) > 0 : ratio > 1 }
}

extension Metric {
    /// Whether more of it is faster or slower: a time of which less is better, or a rate of which more is. A time whose
    /// direction nobody said is one, too.
    var isSpeed: Bool {
        switch kind {
        case .time: better != .more
        case .rate: better == .more
        case .count, .amount: false
        }
    }
}
