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

/// What a list shows of a patch.
public struct PatchSummary: Hashable, Sendable {
    public let subject: String
    public let feature: FeatureFlag?
    public let commit: PatchCommit?
    public let files: Int
    public let insertions: Int
    public let deletions: Int

    public init(
        subject: String, feature: FeatureFlag?, commit: PatchCommit?, files: Int, insertions: Int, deletions: Int
    ) {
        self.subject = subject
        self.feature = feature
        self.commit = commit
        (self.files, self.insertions, self.deletions) = (files, insertions, deletions)
    }

    init(of content: PatchContent) {
        let diffstat = Diffstat(of: content.changes)
        self.init(
            subject: content.header.subject, feature: content.header.feature, commit: content.commit,
            files: diffstat.files.count,
            insertions: diffstat.insertions, deletions: diffstat.deletions)
    }
}

/// The files that a patch changes.
public struct PatchFiles: Hashable, Sendable {
    public let diffstat: Diffstat
    /// Under their old and their new names, in order.
    public let touched: [TreePath]

    public init(diffstat: Diffstat, touched: [TreePath]) { (self.diffstat, self.touched) = (diffstat, touched) }
}

/// Has patches that were read at an earlier time, by their numbers from 0.
public protocol PatchKeeper: AnyObject, Sendable {
    func summary(of index: Int) -> PatchSummary
    func files(of index: Int) -> PatchFiles
    func header(of index: Int) -> PatchHeader
    func content(of index: Int) -> PatchContent
    /// Whether all that was asked for was what was read then.
    var isAsRead: Bool { get }
    /// Reads all of them, so that they are known whatever becomes of where they are read from.
    func readAll()
}

extension PatchHeader {
    /// The flag of the `Feature:` trailer.
    var feature: FeatureFlag? { values(of: "Feature").lazy.compactMap(FeatureFlag.init).first }
}
