import CLibgit2
import Glibc
import PatchModel

/// A commit that is to become a patch.
public struct RangeCommit: Sendable {
    public let id: ObjectID
    /// The tree of its parent; nil for a commit without one.
    public let parentTree: ObjectID?
    public let tree: ObjectID
    public let header: PatchHeader
}

extension UserRepository {
    /// The commits of `A..B`, the oldest first.
    /// - Throws: `GitStoreError.notARange`; `.noRevision`; `.mergeInRange`, because a merge is no patch.
    public func commits(in range: String) throws(GitStoreError) -> [RangeCommit] {
        let ends = range.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2, !ends[1].hasPrefix(".") else { throw .notARange(range) }
        let (from, to) = (try commit(named: ends[0]), try commit(named: ends[1]))
        let walk = try Owned("list \(range)", free: git_revwalk_free) { git_revwalk_new(&$0, handle.pointer) }
        var (start, end) = (from.raw, to.raw)
        git_revwalk_sorting(walk.pointer, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_REVERSE.rawValue)
        try Libgit2.check(git_revwalk_push(walk.pointer, &end), "list \(range)")
        try Libgit2.check(git_revwalk_hide(walk.pointer, &start), "list \(range)")
        var commits: [RangeCommit] = []
        var id = git_oid()
        while git_revwalk_next(&id, walk.pointer) == 0 { commits.append(try read(ObjectID(id))) }
        return commits
    }

    /// As in git, an end that is not written is `HEAD`.
    private func commit(named name: String) throws(GitStoreError) -> ObjectID {
        let name = name.isEmpty ? "HEAD" : name
        guard let commit = try revision(name).commit else { throw .noRevision(name, repository: path) }
        return commit
    }

    private func read(_ id: ObjectID) throws(GitStoreError) -> RangeCommit {
        var raw = id.raw
        let commit = try Owned("read the commit \(id)", free: git_commit_free) {
            git_commit_lookup(&$0, handle.pointer, &raw)
        }
        let header = Self.header(of: commit)
        guard git_commit_parentcount(commit.pointer) < 2 else {
            throw .mergeInRange(commit: id, subject: header.subject)
        }
        guard let tree = git_commit_tree_id(commit.pointer) else { throw .noSuchObject(id.description) }
        return RangeCommit(
            id: id, parentTree: try parentTree(of: commit), tree: ObjectID(tree.pointee), header: header)
    }

    private func parentTree(of commit: borrowing Owned) throws(GitStoreError) -> ObjectID? {
        guard let parent = git_commit_parent_id(commit.pointer, 0) else { return nil }
        return try revision(ObjectID(parent.pointee).description).tree
    }

    private static func header(of commit: borrowing Owned) -> PatchHeader {
        let message = git_commit_message(commit.pointer).map { [UInt8](cString: $0) } ?? []
        let charset = git_commit_message_encoding(commit.pointer).map { String(cString: $0) }
        let author = git_commit_author(commit.pointer)?.pointee
        let time = author?.when ?? git_time()
        return PatchHeader(
            commitMessage: message, charset: charset,
            author: Person(name: text(author?.name), email: text(author?.email)),
            date: PatchDate(seconds: time.time, zoneMinutes: Int(time.offset)))
    }

    private static func text(_ bytes: UnsafePointer<CChar>?) -> String { bytes.map { String(cString: $0) } ?? "" }
}
