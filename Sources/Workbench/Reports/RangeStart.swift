import GitStore
import Input
import PatchModel

/// What the commits of a series stand on, where a patch of it does not apply and the base is another.
public struct RangeStart: Sendable, Hashable {
    /// Its commit.
    public let commit: ObjectID
    public let subject: String

    init?(_ loaded: LoadedSeries, _ chain: StageChain) {
        guard chain.failure != nil, let start = loaded.start, let commit = start.commit, start.tree != chain.base.tree
        else { return nil }
        self.commit = commit
        subject = start.subject
    }
}
