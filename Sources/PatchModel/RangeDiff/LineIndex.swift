/// Tells which patches have enough lines in common with another to be worth a diff.
struct LineIndex {
    /// How many candidates are kept of each patch, which bounds the memory.
    private static let mostCandidates = 16

    /// For each line, the patches that have it, and how often.
    private var places: [Bytes: [(patch: Int32, count: Int32)]] = [:]
    private var lineCounts: [Int] = []

    init(_ texts: [PatchText]) {
        for (patch, text) in texts.enumerated() {
            let lines = Self.lines(of: text)
            lineCounts.append(lines.values.reduce(0, +))
            for (line, count) in lines { places[line, default: []].append((Int32(patch), Int32(count))) }
        }
    }

    /// The patches whose diff against this one can be shorter than `limit` says, those with most in common first.
    ///
    /// A diff has at least the lines that only one of the two has.
    func candidates(for text: PatchText, limit: (Int) -> Int) -> [Int] {
        let lines = Self.lines(of: text)
        let total = lines.values.reduce(0, +)
        var shared = [Int](repeating: 0, count: lineCounts.count)
        for (line, count) in lines {
            for place in places[line] ?? [] { shared[Int(place.patch)] += min(count, Int(place.count)) }
        }
        let least = { (patch: Int) in total + lineCounts[patch] - 2 * shared[patch] }
        let possible = lineCounts.indices.filter { least($0) < limit($0) }
        return Array(possible.sorted { (least($0), $0) < (least($1), $1) }.prefix(Self.mostCandidates))
    }

    private static func lines(of text: PatchText) -> [Bytes: Int] {
        var counts: [Bytes: Int] = [:]
        var cursor = LineCursor(text.diff[...])
        while let line = cursor.next() { counts[line, default: 0] += 1 }
        return counts
    }
}
