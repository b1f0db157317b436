import CLibgit2

/// The commits of a user's repository as git sees them: what `git replace` puts in another's place, and where a shallow
/// clone ends, count.
public final class CommitGraph {
    let user: UserRepository
    /// Has objects that the user's repository may have lost since.
    let kept: Repository?
    let edits: HistoryEdits
    private var known: [ObjectID: CommitNode] = [:]

    /// - Parameter kept: has what the user's repository may have lost since.
    public init(_ user: UserRepository, kept: Repository? = nil) throws(GitStoreError) {
        self.user = user
        self.kept = kept
        edits = try user.historyEdits()
    }

    /// - Throws: `GitStoreError.lostCommit` where it is not there.
    func node(_ id: ObjectID) throws(GitStoreError) -> CommitNode {
        if let node = known[id] { return node }
        let commit = try open(id)
        let isCut = edits.ends.contains(id)
        var parents: [ObjectID] = []
        if !isCut {
            for index in 0..<git_commit_parentcount(commit.pointer) {
                guard let parent = git_commit_parent_id(commit.pointer, index) else {
                    throw .noSuchObject(id.description)
                }
                parents.append(ObjectID(parent.pointee))
            }
        }
        guard let tree = git_commit_tree_id(commit.pointer) else { throw .noSuchObject(id.description) }
        let node = CommitNode(
            id: id, parents: parents, tree: ObjectID(tree.pointee), time: git_commit_time(commit.pointer), isCut: isCut)
        known[id] = node
        return node
    }

    /// The commit's object, or the one in its place.
    func open(_ id: ObjectID) throws(GitStoreError) -> Owned {
        let id = edits.replacement(of: id)
        for handle in [user.handle.pointer, kept?.pointer].compactMap(\.self) {
            var (raw, found) = (id.raw, OpaquePointer?.none)
            let code = git_commit_lookup(&found, handle, &raw)
            if code == GIT_ENOTFOUND.rawValue { continue }
            return try Owned("read the commit \(id)", free: git_commit_free) {
                $0 = found
                return code
            }
        }
        throw .lostCommit(id, repository: user.path)
    }

    /// The commit that a name leads to.
    /// - Throws: `GitStoreError.noRevision`, `.missingHistory`.
    func commit(named name: String) throws(GitStoreError) -> ObjectID {
        // What is named by its whole id may be kept, though it went from where it came from.
        if let id = ObjectID(hex: name), try !user.has(id), kept?.exists(id) == true { return id }
        guard let commit = try user.revision(name).commit else {
            throw .noRevision(name, repository: user.path, isShallow: user.isShallow)
        }
        return commit
    }
}

/// What the graph knows of a commit.
struct CommitNode {
    let id: ObjectID
    /// None for one at which a shallow clone ends.
    let parents: [ObjectID]
    let tree: ObjectID
    /// When it was committed, in seconds since 1970.
    let time: Int64
    /// Whether it has parents that the clone does not.
    let isCut: Bool
}

/// What git takes into account beside the commits themselves.
struct HistoryEdits {
    /// The commits at which a shallow clone ends.
    fileprivate(set) var ends: Set<ObjectID> = []
    private(set) var replacements: [ObjectID: ObjectID] = [:]

    /// What stands in the object's place; replacements may be replaced themselves.
    func replacement(of id: ObjectID) -> ObjectID {
        var (id, steps) = (id, 0)
        while let other = replacements[id], steps < 5 { (id, steps) = (other, steps + 1) }
        return id
    }

    /// All of it, in one order.
    var text: [String] {
        ends.map(\.description).sorted() + replacements.map { "\($0.key) \($0.value)" }.sorted()
    }

    init(of repository: OpaquePointer, folder: String) throws(GitStoreError) {
        let file = DiskPath(folder + "shallow")
        if let status = FileStatus(file) {
            let text = String(decoding: try Disk.read(file, status), as: UTF8.self)
            ends = Set(text.split(separator: "\n").compactMap { ObjectID(hex: String($0)) })
        }
        let prefix = "refs/replace/"
        let names = try Owned("list what is replaced", free: git_reference_iterator_free) {
            git_reference_iterator_glob_new(&$0, repository, prefix + "*")
        }
        var name: UnsafePointer<CChar>?
        while true {
            let code = git_reference_next_name(&name, names.pointer)
            if code == GIT_ITEROVER.rawValue { return }
            try Libgit2.check(code, "list what is replaced")
            guard let name = name.map({ String(cString: $0) }) else { continue }
            var other = git_oid()
            try Libgit2.check(git_reference_name_to_id(&other, repository, name), "read the ref \(name)")
            if let id = ObjectID(hex: String(name.dropFirst(prefix.count))) { replacements[id] = ObjectID(other) }
        }
    }
}
