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
        likeliest = search.patchProbabilities.map { Belief(patch: $0.patch, probability: $0.probability) }
            .sorted { $0.probability > $1.probability }.prefix(3).filter { $0.probability >= 0.005 }
        noChange = search.noChangeProbability
        found = search.changes.map(\.patches.upperBound)
    }
}
