import Foundation
import GitStore
import PatchModel

extension Repository {
    /// The tree that a series begins with; a user's repository is shared, not copied.
    /// - Parameter start: what the series' commits stand on, where it has some.
    /// - Parameter options: what of a folder is taken.
    package func tree(of base: BaseSource, start: SeriesStart?, _ options: FolderOptions) throws -> BaseTree {
        switch base {
        case .start: return try known(start?.tree ?? emptyTree())
        case .folder(let folder): return BaseTree(try importFolder(folder.path, options))
        case .revision(let name, let folder):
            let user: UserRepository
            do throws(GitStoreError) { user = try UserRepository(holding: folder.path) } catch {
                if case .noRepository = error { throw InputError.noBase(name, in: folder) }
                throw error
            }
            let revision = try user.revision(name)
            try borrow(from: user)
            return try known(revision.tree)
        }
    }

    /// A tree of a user's repository, with what it lacks.
    private func known(_ tree: ObjectID) throws -> BaseTree {
        var base = BaseTree(tree: tree)
        base.isConverted = true
        let pointers = try missingLargeFiles(in: tree)
        if !pointers.isEmpty { base.notes.append(.missingLargeFiles(pointers)) }
        let missing = try submodules(of: tree).filter { try !hasContent(ofSubmodule: $0) }
        if !missing.isEmpty { base.notes.append(.emptySubmodules(missing.map(\.path))) }
        return base
    }

    /// The content whose id begins so, of this repository or the one that holds a folder; nil where it is not at hand.
    package func content(_ id: String, orNear folder: URL) throws -> [UInt8]? {
        if let known = try blob(abbreviated: id) { return known }
        return try (try? UserRepository(holding: folder.path))?.blob(abbreviated: id)
    }

    /// All that the commits of a source depend on, as their ids.
    func key(of source: CommitsSource) throws -> [String] {
        let user = try UserRepository(holding: source.repository.path)
        try borrow(from: user)
        let graph = try CommitGraph(user, kept: self)
        return try [user.path]
            + source.ranges.flatMap { text in
                try graph.key(
                    of: CommitRange(text, paths: source.paths, in: user.path(of: source.repository.path)))
            }
    }

    /// Commits as patches, named as git format-patch names them, and what they stand on.
    func patches(
        of source: CommitsSource, allowing allowed: PatchPolicy
    ) throws -> (patches: [Patch], places: [KeptPlace], start: SeriesStart?) {
        let user = try UserRepository(holding: source.repository.path)
        try borrow(from: user)
        let graph = try CommitGraph(user, kept: self)
        var patches: [Patch] = []
        var places: [KeptPlace] = []
        var start: SeriesStart?
        for text in source.ranges {
            let range = try CommitRange(
                text, paths: source.paths, in: user.path(of: source.repository.path))
            let line = try graph.line(of: range)
            if start == nil { start = try SeriesStart(line, in: graph) }
            if source.refusesMerges, let merge = line.commits.first(where: \.isMerge) {
                throw GitStoreError.mergeInRange(commit: merge.id, subject: try graph.header(of: merge.id).subject)
            }
            var read: [CommitDiff] = []
            let cache = try DiffCache(in: self, of: line, paths: range.paths)
            let diffs = try diffs(of: line, range.paths, cache)
            places += cache.ranges(of: diffs).map { KeptPlace.diff(file: cache.file, range: $0) }
            for (commit, diff) in zip(line.commits, diffs) {
                let header = try graph.header(of: commit.id)
                let name = PatchName(number: patches.count + read.count + 1, subject: header.subject)
                read.append(CommitDiff(commit: commit, header: header, name: name, diff: diff))
            }
            let isWhole = range.paths.isEmpty
            for patch in read.concurrentMap({ diff in Result { try diff.patch(isWhole: isWhole, allowed) } }) {
                patches.append(try patch.get())
            }
        }
        return (patches, places, start)
    }

    /// Of each commit of a line, what it changes; made once.
    private func diffs(
        of line: CommitLine, _ paths: [TreePath], _ cache: DiffCache
    ) throws -> [ArraySlice<UInt8>] {
        if let known = cache.load() { return known }
        let options = DiffOptions(paths: paths, showsBinary: true)
        let diffs = try line.commits.map { commit in
            try Task.checkCancellation()
            return try diff(from: commit.parentTree, to: commit.tree, options: options)[...]
        }
        try cache.save(diffs)
        return diffs
    }
}

/// A commit that is to be a patch.
private struct CommitDiff: Sendable {
    let commit: LineCommit
    let header: PatchHeader
    let name: PatchName
    let diff: ArraySlice<UInt8>

    /// - Parameter isWhole: whether the diff has all that the commit changes.
    func patch(isWhole: Bool, _ allowed: PatchPolicy) throws -> Patch {
        let trees = PatchCommit.Trees(before: commit.parentTree?.description, after: commit.tree.description)
        let patchCommit = PatchCommit(
            id: commit.id.description, parents: commit.parents.map(\.description), brings: commit.brings,
            trees: isWhole ? trees : nil)
        return try Patch(patchCommit, header, name: name, diff: diff, allowing: allowed)
    }
}

extension Patch {
    /// What a commit changes.
    init(
        _ commit: PatchCommit, _ header: PatchHeader, name: PatchName, diff: ArraySlice<UInt8>,
        allowing allowed: PatchPolicy
    ) throws(PatchError) {
        try self.init(
            reading: MailWriter(header, diff: diff).patchFile, file: commit.id, name: name,
            allowing: allowed.union([.unnamedSubmodules, .emptyPatches]))
        self.header = header
        self.commit = commit
    }
}

/// What the commits of a series stand on in their repository.
package struct SeriesStart: Sendable {
    /// Nil where the first of them has no parent.
    package let commit: ObjectID?
    package let subject: String
    package let tree: ObjectID?

    init(commit: ObjectID?, subject: String, tree: ObjectID?) {
        (self.commit, self.subject, self.tree) = (commit, subject, tree)
    }

    fileprivate init(_ line: CommitLine, in graph: CommitGraph) throws {
        commit = line.start
        tree = line.startTree
        subject = try line.start.map { try graph.header(of: $0).subject } ?? ""
    }
}
