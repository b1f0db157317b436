import CLibgit2

/// The commits that somebody works on, as a repository tells by itself.
public struct Topic: Sendable, Equatable {
    /// In git's words.
    public let range: String
    public let kind: Kind

    package init(range: String, kind: Kind) { (self.range, self.kind) = (range, kind) }

    public enum Kind: Sendable, Equatable {
        /// What the branch has and this one, which it is to go into, has not.
        case branch(against: String)
        /// The last commits, so many.
        case latest(Int)
    }
}

extension UserRepository {
    /// A branch of more commits than that is a line of development, and no series.
    private static let most = 60
    private static let latest = 10

    /// What the branch that is checked out has and its upstream, or else the default branch, has not; where that is
    /// nothing, or too much, the last commits. Nil where there is no commit that stands on another.
    public func topic() throws -> Topic? {
        guard let head = try? revision("HEAD").commit else { return nil }
        let branch = branchName
        let graph = try CommitGraph(self)
        for name in mainlines(of: branch) where name != branch {
            guard let other = try? revision(name).commit, other != head, hasCommonAncestor(head, other) else {
                continue
            }
            let range = "\(name)..\(branch ?? "HEAD")"
            guard let count = try? graph.line(of: CommitRange(range)).commits.count, (1...Self.most).contains(count)
            else { continue }
            return Topic(range: range, kind: .branch(against: name))
        }
        var (count, next) = (0, try graph.node(head))
        while count < Self.latest, !next.isCut, let parent = next.parents.first {
            (count, next) = (count + 1, try graph.node(parent))
        }
        return count == 0 ? nil : Topic(range: "-\(count)", kind: .latest(count))
    }

    /// Nil where none is checked out.
    private var branchName: String? {
        guard
            let head = try? Owned(
                "read HEAD", free: git_reference_free, make: { git_repository_head(&$0, handle.pointer) }),
            git_reference_is_branch(head.pointer) == 1
        else { return nil }
        return git_reference_shorthand(head.pointer).map { String(cString: $0) }
    }

    /// Branches that this one may be made for.
    private func mainlines(of branch: String?) -> [String] {
        var names: [String] = []
        if let branch {
            var name = git_buf()
            if git_branch_upstream_name(&name, handle.pointer, "refs/heads/" + branch) == 0 {
                let upstream = String(cString: name.ptr)
                names.append(upstream.replacing("refs/remotes/", with: "").replacing("refs/heads/", with: ""))
            }
            git_buf_dispose(&name)
        }
        return names + ["origin/HEAD", "upstream/HEAD", "main", "master", "trunk", "origin/main", "origin/master"]
    }

    private func hasCommonAncestor(_ one: ObjectID, _ other: ObjectID) -> Bool {
        var (base, one, other) = (git_oid(), one.raw, other.raw)
        return git_merge_base(&base, handle.pointer, &one, &other) == 0
    }
}
