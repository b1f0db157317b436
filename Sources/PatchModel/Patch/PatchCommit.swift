/// The commit that a patch is: what it changes against its first parent. Ids are hexadecimal and whole.
public struct PatchCommit: Hashable, Sendable {
    public let id: String
    public let parents: [String]
    /// How many commits a merge brings in: those that it descends from and its first parent does not.
    public let brings: Int
    /// The trees from which and to which it leads; nil where it is only some of the files that the commit changes.
    public let trees: Trees?

    public struct Trees: Hashable, Sendable {
        /// Nil for a commit without a parent.
        public let before: String?
        public let after: String

        public init(before: String?, after: String) {
            self.before = before
            self.after = after
        }
    }

    public init(id: String, parents: [String], brings: Int, trees: Trees?) {
        self.id = id
        self.parents = parents
        self.brings = brings
        self.trees = trees
    }

    public var isMerge: Bool { parents.count > 1 }

    /// As git shows an id by default.
    public var abbreviation: String { String(id.prefix(10)) }
}
