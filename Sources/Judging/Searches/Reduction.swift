/// Looks for as few parts of a series as still fail a command: a step machine, which runs nothing.
///
/// First the shortest prefix that fails, by halving; then its last part alone, with what that needs. Where one part is
/// guilty that is all, after at most log2 n + 1 tests. Else the prefix is reduced by delta debugging (Zeller and
/// Hildebrandt, "Simplifying and isolating failure-inducing input", 2002: ddmin) until no part can go alone.
public struct Reduction {
    /// Parts by number, from 0, in the order of the series.
    public typealias Parts = Set<Int>

    public enum Step: Equatable, Sendable {
        /// Run the command on these parts alone.
        case test(Parts)
        /// No fewer fail, as far as leaving out one at a time tells; nil where all of them together do not fail.
        case finished(Parts?)
    }

    public enum Verdict: Sendable {
        case fails, passes
        /// It cannot be told, as where a part does not build without another.
        case untestable
    }

    private enum Phase {
        /// Prefixes of `low` parts pass, or were not tried where it is 0; those of `high` fail, or are all.
        case prefix(low: Int, high: Int)
        case search(granularity: Int)
        case done(Parts?)
    }

    private let count: Int
    /// The parts with what they cannot do without; nil where there is no way.
    private let complete: (Parts) -> Parts?
    private var verdicts: [Parts: Verdict] = [:]
    private var phase: Phase
    /// The smallest that is known to fail.
    private var failing: Parts

    /// - Parameters:
    ///   - count: of the parts.
    ///   - complete: these parts and those that they need to apply. A prefix needs nothing.
    public init(count: Int, complete: @escaping (Parts) -> Parts? = { $0 }) {
        self.count = count
        self.complete = complete
        phase = .prefix(low: 0, high: count)
        failing = Parts(0..<count)
        advance()
    }

    /// Of the command, so far.
    public var tests: Int { verdicts.count }

    public private(set) var step: Step = .finished(nil)

    /// Takes the verdict of the parts that `step` names.
    public mutating func record(_ verdict: Verdict) {
        guard case .test(let parts) = step else { return }
        verdicts[parts] = verdict
        advance()
    }

    /// Goes on while what is known says how.
    private mutating func advance() {
        while true {
            switch phase {
            case .prefix(let low, let high): if let next = halve(low, high) { return step = .test(next) }
            case .search(let granularity): if let next = search(granularity) { return step = .test(next) }
            case .done(let parts): return step = .finished(parts)
            }
        }
    }

    /// What to test next; nil where the phase has changed.
    private mutating func halve(_ low: Int, _ high: Int) -> Parts? {
        guard high - low > 1 else { return concludePrefix(high) }
        let middle = (low + high) / 2
        let prefix = Parts(0..<middle)
        switch verdicts[prefix] {
        case nil: return prefix
        case .fails:
            failing = prefix
            phase = .prefix(low: low, high: middle)
        case .passes: phase = .prefix(low: middle, high: high)
        // What cannot be told is left to the search.
        case .untestable: phase = .search(granularity: 1)
        }
        return nil
    }

    /// The last part of the prefix is needed: is it enough?
    private mutating func concludePrefix(_ high: Int) -> Parts? {
        let prefix = Parts(0..<high)
        // Where no test passed, it may be that the command fails without any part.
        if high <= 1, verdicts[[]] == nil, verdicts[prefix] == .fails || count == 0 { return [] }
        if verdicts[[]] == .fails { return conclude([]) }
        if count == 0 { return conclude(nil) }
        if let last = complete([high - 1]), last != prefix, verdicts[last] != .passes, verdicts[last] != .untestable {
            guard verdicts[last] == .fails else { return last }
            failing = last
        } else if verdicts[prefix] == nil {
            return prefix
        } else if verdicts[prefix] != .fails {
            return conclude(nil)
        }
        phase = .search(granularity: 2)
        return nil
    }

    private mutating func conclude(_ parts: Parts?) -> Parts? {
        phase = .done(parts)
        return nil
    }

    /// One round of ddmin: each of so many pieces alone, then all but each.
    private mutating func search(_ granularity: Int) -> Parts? {
        if granularity == 1 {
            guard let whole = verdicts[failing] else { return failing }
            guard whole == .fails else { return conclude(nil) }
            phase = .search(granularity: 2)
            return nil
        }
        let parts = failing.sorted()
        guard parts.count > 1 else { return conclude(failing) }
        let pieces = (0..<granularity).map { piece in
            Parts(parts[parts.count * piece / granularity..<parts.count * (piece + 1) / granularity])
        }
        let others = granularity > 2 ? pieces.map { failing.subtracting($0) } : []
        for (index, candidate) in (pieces + others).enumerated() {
            guard let candidate = complete(candidate), candidate.isStrictSubset(of: failing), !candidate.isEmpty else {
                continue
            }
            guard let verdict = verdicts[candidate] else { return candidate }
            guard verdict == .fails else { continue }
            failing = candidate
            let isPiece = index < pieces.count
            phase = .search(granularity: max(2, min(candidate.count, isPiece ? 2 : granularity - 1)))
            return nil
        }
        if granularity >= parts.count { return conclude(failing) }
        phase = .search(granularity: min(parts.count, granularity * 2))
        return nil
    }
}
