import CLibgit2
import PatchModel

/// The first-parent line of a range: commits that stand on one another, the oldest first. A merge is one of them.
public struct CommitLine: Sendable {
    /// What the first commit stands on; nil where that has no parent.
    public let start: ObjectID?
    /// Its tree; nil likewise.
    public let startTree: ObjectID?
    public let commits: [LineCommit]
}

/// A commit of the line.
public struct LineCommit: Sendable {
    public let id: ObjectID
    public let parents: [ObjectID]
    public let tree: ObjectID
    /// Of its first parent; nil for a commit without one.
    public let parentTree: ObjectID?
    /// How many commits a merge brings in: those that it descends from and its first parent does not.
    public fileprivate(set) var brings = 0

    public var isMerge: Bool { parents.count > 1 }

    init(id: ObjectID, parents: [ObjectID], tree: ObjectID, parentTree: ObjectID?, brings: Int = 0) {
        (self.id, self.parents, self.tree, self.parentTree, self.brings) = (id, parents, tree, parentTree, brings)
    }
}

extension CommitGraph {
    /// The line of `git rev-list --first-parent --reverse`, of it the commits that are wanted.
    /// - Throws: `GitStoreError.noRevision`; `.missingHistory` where a shallow clone ends within the range;
    ///   `.lostCommit`.
    public func line(of range: CommitRange) throws -> CommitLine {
        let tip = try commit(named: range.tip)
        let hidden = try range.hidden.map { name in try commit(named: name) }
        guard let kept, !kept.isTemporary else { return try line(of: range, from: tip, hidden) }
        let cache = try LineCache(in: kept, key: key(of: range, tip, hidden))
        if let known = cache.load() { return known }
        let line = try line(of: range, from: tip, hidden)
        try kept.keep(line, of: self)
        try cache.save(line)
        return line
    }

    /// All that the line of a range depends on.
    /// - Throws: as `line(of:)`, for what is named and not there.
    public func key(of range: CommitRange) throws -> [String] {
        try key(of: range, commit(named: range.tip), range.hidden.map { name in try commit(named: name) })
    }

    private func key(of range: CommitRange, _ tip: ObjectID, _ hidden: [ObjectID]) -> [String] {
        let parts = (range.paths.isEmpty ? [] : [range.paths.text]) + ["\(range.limit ?? 0) \(range.isSingle)"]
        return [tip.description] + hidden.map(\.description) + parts + edits.text
    }

    private func line(of range: CommitRange, from tip: ObjectID, _ hidden: [ObjectID]) throws -> CommitLine {
        let hidden = try range.isSingle ? hidden + node(tip).parents : hidden
        let members = hidden.isEmpty ? nil : try reachable(from: tip, without: hidden)
        let most = range.isSingle ? 1 : range.limit ?? .max
        var nodes: [CommitNode] = []
        var wanted: [LineCommit] = []
        var next = Optional(tip)
        while let id = next, members?.contains(id) ?? true, wanted.count < most {
            let node = try node(id)
            // What such a commit changed cannot be told.
            if node.isCut { throw GitStoreError.missingHistory(of: range.text, at: id, repository: user.path) }
            nodes.append(node)
            let parentTree = try node.parents.first.map { try self.node($0).tree }
            let commit = LineCommit(id: node.id, parents: node.parents, tree: node.tree, parentTree: parentTree)
            if try touches(commit, range.paths) { wanted.append(commit) }
            next = node.parents.first
        }
        let counts = try bringing(nodes.reversed())
        for index in wanted.indices { wanted[index].brings = counts[wanted[index].id] ?? 0 }
        // Without a commit the series is empty, and stands where its end does.
        let start = wanted.isEmpty ? tip : wanted.last?.parents.first
        return CommitLine(
            start: start, startTree: try start.map { try node($0).tree }, commits: wanted.reversed())
    }

    private func touches(_ commit: LineCommit, _ paths: Pathspec) throws -> Bool {
        guard !paths.isEmpty, let kept else { return true }
        let options = DiffOptions(paths: paths)
        return try !kept.changes(commit.parentTree, commit.tree, options).isEmpty
    }

    /// How many commits each merge of a line, the oldest first, brings in. All are gone through once.
    private func bringing(_ line: [CommitNode]) throws(GitStoreError) -> [ObjectID: Int] {
        guard let last = line.last, line.contains(where: { $0.parents.count > 1 }) else { return [:] }
        let members = try reachable(from: last.id, without: Array(line[0].parents.prefix(1)))
        var seen: Set<ObjectID> = []
        var counts: [ObjectID: Int] = [:]
        for node in line {
            var (count, open) = (0, Array(node.parents.dropFirst()))
            while let id = open.popLast() {
                guard members.contains(id), seen.insert(id).inserted else { continue }
                count += 1
                open += try self.node(id).parents
            }
            seen.insert(node.id)
            counts[node.id] = count
        }
        return counts
    }

    /// The commits that a merge brings in, the newest first: `git log M ^M^1`, without M.
    public func brought(by merge: ObjectID) throws(GitStoreError) -> [ObjectID] {
        guard let first = try node(merge).parents.first else { return [] }
        var nodes: [CommitNode] = []
        for id in try reachable(from: merge, without: [first]) where id != merge { nodes.append(try node(id)) }
        return nodes.sorted { ($1.time, $1.id.description) < ($0.time, $0.id.description) }.map(\.id)
    }
}

extension CommitGraph {
    /// Author, date and message of a commit.
    public func header(of id: ObjectID) throws(GitStoreError) -> PatchHeader {
        let commit = try open(id)
        let author = git_commit_author(commit.pointer)?.pointee
        let time = author?.when ?? git_time()
        let words = CommitWords(
            message: git_commit_message_raw(commit.pointer).map { [UInt8](cString: $0) } ?? [],
            charset: git_commit_message_encoding(commit.pointer).map { String(cString: $0) },
            name: author?.name.map { [UInt8](cString: $0) } ?? [],
            email: author?.email.map { [UInt8](cString: $0) } ?? [])
        return PatchHeader(words, date: PatchDate(seconds: time.time, zoneMinutes: Int(time.offset)))
    }
}
