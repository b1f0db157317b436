/// Which patch of one version of a series became which of the other.
///
/// Patches with the same diff are pairs. Of the rest, those are that alone have their subject, the same on both sides,
/// and a file in common. What is left is paired as `git range-diff` does: so that the lines that differ within pairs,
/// and a share of the lines of the patches left alone, are the fewest in sum.
public struct PatchPairing: Sendable {
    /// By index in the old version, the index in the new one.
    public private(set) var partner: [Int?]
    /// The other way round.
    public private(set) var origin: [Int?]

    /// - Parameters:
    ///   - creationFactor: what leaving a patch alone costs, per cent of its lines; git's default is 60.
    ///   - cost: how many lines a diff of two patches' diffs has, hunk headers and context included. Asked only of
    ///     pairs that have enough lines in common.
    ///
    /// Memory: linear in the patches. Cost: linear but for patches that are left to the third step.
    public init(
        _ old: [PatchText], _ new: [PatchText], creationFactor: Int = 60,
        cost: (PatchText, PatchText) throws -> Int
    ) rethrows {
        partner = Array(repeating: nil, count: old.count)
        origin = Array(repeating: nil, count: new.count)
        pairEqual(old, new)
        pairSameSubject(old, new)
        try pairCheapest(old, new, creationFactor, cost)
    }

    private mutating func pair(_ i: Int, _ j: Int) { (partner[i], origin[j]) = (j, i) }

    private var aloneInOld: [Int] { partner.indices.filter { partner[$0] == nil } }
    private var aloneInNew: [Int] { origin.indices.filter { origin[$0] == nil } }

    private struct Key: Hashable {
        let subject: String?
        let diff: [UInt8]
    }

    /// Among several with one diff, those with one subject come first.
    private mutating func pairEqual(_ old: [PatchText], _ new: [PatchText]) {
        for ignoresSubject in [false, true] {
            let key = { (text: PatchText) in Key(subject: ignoresSubject ? nil : text.subject, diff: text.diff) }
            var places: [Key: [Int]] = [:]
            for i in aloneInOld.reversed() { places[key(old[i]), default: []].append(i) }
            for j in aloneInNew {
                if let i = places[key(new[j])]?.popLast() { pair(i, j) }
            }
        }
    }

    private mutating func pairSameSubject(_ old: [PatchText], _ new: [PatchText]) {
        let before = Dictionary(grouping: aloneInOld) { old[$0].subject }
        let after = Dictionary(grouping: aloneInNew) { new[$0].subject }
        for (subject, places) in before {
            guard let others = after[subject], places.count == 1, others.count == 1 else { continue }
            if !old[places[0]].paths.isDisjoint(with: new[others[0]].paths) { pair(places[0], others[0]) }
        }
    }

    private mutating func pairCheapest(
        _ old: [PatchText], _ new: [PatchText], _ creationFactor: Int,
        _ cost: (PatchText, PatchText) throws -> Int
    ) rethrows {
        let (left, right) = (aloneInOld, aloneInNew)
        let alone = { (text: PatchText) in text.size * creationFactor / 100 }
        let index = LineIndex(right.map { new[$0] })
        var savings: [[WeightedMatching.Edge]] = []
        for i in left {
            var edges: [WeightedMatching.Edge] = []
            let candidates = index.candidates(for: old[i]) { alone(old[i]) + alone(new[right[$0]]) }
            for candidate in candidates {
                let text = new[right[candidate]]
                let saved = alone(old[i]) + alone(text) - (try cost(old[i], text))
                if saved > 0 { edges.append(WeightedMatching.Edge(target: candidate, weight: saved)) }
            }
            savings.append(edges)
        }
        let matching = WeightedMatching(savings, targets: right.count)
        for (place, target) in matching.target.enumerated() {
            if let target { pair(left[place], right[target]) }
        }
    }
}

extension PatchPairing {
    /// One line of the comparison: indices in the old and in the new version.
    public enum Row: Hashable, Sendable {
        case dropped(Int)
        case added(Int)
        case pair(Int, Int)
    }

    /// In the order of git: that of the new version, and dropped patches after those that stood before them.
    public var rows: [Row] {
        var rows: [Row] = []
        var isShown = Array(repeating: false, count: partner.count)
        var (i, j) = (0, 0)
        while i < partner.count || j < origin.count {
            while i < partner.count, isShown[i] { i += 1 }
            if i < partner.count, partner[i] == nil {
                rows.append(.dropped(i))
                i += 1
                continue
            }
            while j < origin.count, origin[j] == nil {
                rows.append(.added(j))
                j += 1
            }
            if j < origin.count, let old = origin[j] {
                rows.append(.pair(old, j))
                isShown[old] = true
                j += 1
            }
        }
        return rows
    }
}
