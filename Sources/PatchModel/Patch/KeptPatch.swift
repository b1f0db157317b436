/// All that is read of a patch's text.
public struct PatchContent: Hashable, Sendable {
    public var header: PatchHeader
    public var changes: [FileChange]
    public var source: PatchSource
    public var commit: PatchCommit?

    /// - Parameter patch: which is read, if it was not.
    public init(of patch: Patch) {
        self.init(header: patch.header, changes: patch.changes, source: patch.source)
        commit = patch.commit
    }

    init(header: PatchHeader, changes: [FileChange], source: PatchSource) {
        (self.header, self.changes, self.source) = (header, changes, source)
    }
}

/// What lists show of a patch.
public struct PatchOutline: Hashable, Sendable {
    public let subject: String
    public let feature: FeatureFlag?
    public let commit: PatchCommit?
    public let diffstat: Diffstat
    public let touchedPaths: [TreePath]

    public init(
        subject: String, feature: FeatureFlag?, commit: PatchCommit?, diffstat: Diffstat, touchedPaths: [TreePath]
    ) {
        self.subject = subject
        self.feature = feature
        self.commit = commit
        self.diffstat = diffstat
        self.touchedPaths = touchedPaths
    }
}

/// Has patches that were read at an earlier time, by their numbers from 0.
public protocol PatchKeeper: AnyObject, Sendable {
    func outline(of index: Int) -> PatchOutline
    /// The same as was read then.
    func content(of index: Int) -> PatchContent
}
