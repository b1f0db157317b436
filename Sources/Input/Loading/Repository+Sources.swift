import Foundation
import GitStore
import PatchModel

extension Repository {
    /// The tree that a series begins with; a user's repository is shared, not copied.
    /// - Parameter start: what the series' commits stand on, where it has some.
    /// - Parameter options: what of a folder is taken.
    package func tree(of base: BaseSource, start: SeriesStart?, _ options: FolderOptions) throws -> BaseTree {
        switch base {
        case .start(let folder):
            return try known(start?.tree ?? emptyTree(), in: UserRepository(holding: folder.path))
        case .folder(let folder): return BaseTree(try importFolder(folder.path, options))
        case .revision(let name, let folder):
            let user: UserRepository
            do throws(GitStoreError) { user = try UserRepository(holding: folder.path) } catch {
                if case .noRepository = error { throw InputError.noBase(name, in: folder) }
                throw error
            }
            let revision = try user.revision(name)
            try borrow(from: user)
            return try known(revision.tree, in: user)
        }
    }

    /// A tree of a user's repository, with what it lacks.
    private func known(_ tree: ObjectID, in user: UserRepository) throws -> BaseTree {
        var base = BaseTree(tree: tree)
        base.checkout = user.checkout
        let pointers = try missingLargeFiles(in: tree, base.checkout?.attributes)
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

    init(_ line: CommitLine, in graph: CommitGraph) throws {
        commit = line.start
        tree = line.startTree
        subject = try line.start.map { try graph.header(of: $0).subject } ?? ""
    }
}
