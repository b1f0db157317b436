/// A matching of sources with targets whose weights have the greatest sum. Not everything need be matched.
///
/// Sources come one after the other; each takes the alternating path that gains most (Kuhn and Munkres, on lists of
/// edges). No cycle gains, because the matching so far is the best. Memory: the edges.
struct WeightedMatching {
    struct Edge {
        let target: Int
        /// Above 0.
        let weight: Int
    }

    /// By source.
    private(set) var target: [Int?]
    private var source: [Int?]
    private let edges: [[Edge]]

    init(_ edges: [[Edge]], targets: Int) {
        self.edges = edges
        target = Array(repeating: nil, count: edges.count)
        source = Array(repeating: nil, count: targets)
        for start in edges.indices { match(start) }
    }

    /// The best way to a target that is known: what it gains, and the source that takes the target.
    private struct Arrival {
        let gain: Int
        let from: Int
    }

    private mutating func match(_ start: Int) {
        var arrivals: [Int: Arrival] = [:]
        var queue = [(source: start, gain: 0)]
        var next = 0
        while next < queue.count {
            let (from, gain) = queue[next]
            next += 1
            // A better way to this source has been found since.
            if from != start, let held = target[from], arrivals[held].map({ $0.gain - weight(from, held) }) != gain {
                continue
            }
            for edge in edges[from] where edge.target != target[from] {
                let total = gain + edge.weight
                guard total > arrivals[edge.target]?.gain ?? .min else { continue }
                arrivals[edge.target] = Arrival(gain: total, from: from)
                if let holder = source[edge.target] { queue.append((holder, total - weight(holder, edge.target))) }
            }
        }
        let ends = arrivals.map { end, arrival in
            (target: end, gain: arrival.gain - (source[end].map { weight($0, end) } ?? 0))
        }
        guard let best = ends.max(by: { ($0.gain, $1.target) < ($1.gain, $0.target) }), best.gain > 0 else { return }
        take(best.target, arrivals, start)
    }

    /// Gives every target on the path to the source that takes it; the holder of the last one goes without.
    private mutating func take(_ end: Int, _ arrivals: [Int: Arrival], _ start: Int) {
        if let holder = source[end] { target[holder] = nil }
        var place: Int? = end
        while let reached = place, let from = arrivals[reached]?.from {
            place = from == start ? nil : target[from]
            (target[from], source[reached]) = (reached, from)
        }
    }

    private func weight(_ source: Int, _ target: Int) -> Int {
        edges[source].first { $0.target == target }?.weight ?? 0
    }
}
