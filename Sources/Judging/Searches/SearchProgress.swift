import Statistics

/// What a search believes, for a person who watches it.
public struct SearchProgress: Sendable, Equatable {
    public var runs: Int
    /// Of the patches in the range that is being searched, the likeliest ones, at most three.
    public var likeliest: [Belief] = []
    public var noChange: Double?
    /// The patches found so far.
    public var found: [Int]

    public struct Belief: Sendable, Equatable {
        public var patch: Int
        public var probability: Double
    }

    package init(_ search: PatchSearch) {
        runs = search.runs
        let patches = search.patchProbabilities
        // Changes too small to count are no changes here, too.
        let total = patches.reduce(0) { $0 + $1.probability }
        let share = search.noChangeProbability.map { total > 0 ? (1 - $0) / total : 0 } ?? 1
        likeliest = patches.map { Belief(patch: $0.patch, probability: share * $0.probability) }
            .sorted { $0.probability > $1.probability }.prefix(3).filter { $0.probability >= 0.005 }
        noChange = search.noChangeProbability
        found = search.changes.map(\.patches.upperBound)
    }
}
