import CLibgit2
import Glibc
import PatchModel

/// What came of applying a patch to a tree of the repository.
public enum TreeOutcome: Hashable, Sendable {
    case applied(tree: ObjectID, [FileReport])
    case failed(PatchFailure)
}

extension Repository {
    /// Applies a patch to a tree and writes the tree that comes of it. Nothing is written when it does not apply.
    ///
    /// Cost: the files that the patch touches, and the folders on the way to them.
    public func apply(_ patch: Patch, to tree: ObjectID, options: ApplyOptions = ApplyOptions()) throws -> TreeOutcome {
        switch try patch.apply(to: TreeBase(repository: self, tree: tree), options: options) {
        case .failed(let failure): return .failed(failure)
        case .applied(let edits, let reports): return .applied(tree: try write(edits, to: tree), reports)
        }
    }

    /// The tree with the edits made.
    public func write(_ edits: [FileEdit], to tree: ObjectID) throws -> ObjectID {
        let removed = Set(edits.lazy.filter { $0.content == .removed }.map(\.path))
        let written = Set(edits.lazy.filter { $0.content != .removed }.map(\.path))
        // libgit2 makes no folder of a file, or the other way round, in one step.
        var inTheWay = removed.filter { $0.ancestors.contains(where: written.contains) }
        inTheWay.formUnion(written.lazy.flatMap(\.ancestors).filter(removed.contains))
        if inTheWay.isEmpty {
            // libgit2 does not make a file of a submodule, or the other way round, either.
            do { return try update(tree, with: edits) } catch {
                let replaced = try edits.filter { try isOfAnotherKind($0, in: tree) }.map(\.path)
                guard !replaced.isEmpty else { throw error }
                return try update(
                    update(tree, with: replaced.map { FileEdit(path: $0, content: .removed) }), with: edits)
            }
        }
        let cleared = try update(tree, with: edits.filter { inTheWay.contains($0.path) })
        return try update(cleared, with: edits.filter { !inTheWay.contains($0.path) })
    }

    private func isOfAnotherKind(_ edit: FileEdit, in tree: ObjectID) throws -> Bool {
        guard case .file(let mode, _) = edit.content, let old = try file(edit.path, in: tree) else { return false }
        return (mode == .submodule) != (old.mode == .submodule)
    }

    private func write(_ bytes: [UInt8], _ mode: FileMode, of path: TreePath) throws(GitStoreError) -> ObjectID {
        guard mode == .submodule else { return try write(blob: bytes) }
        guard let commit = try Self.id(of: bytes, mode: mode) else {
            throw .unsupportedEntry(path: path.description, mode: mode.description)
        }
        return commit
    }

    private func update(_ id: ObjectID, with edits: [FileEdit]) throws -> ObjectID {
        guard !edits.isEmpty else { return id }
        let baseline = try tree(id)
        var updates: [git_tree_update] = []
        defer { for update in updates { free(UnsafeMutablePointer(mutating: update.path)) } }
        for edit in edits {
            var update = git_tree_update()
            switch edit.content {
            case .removed: update.action = GIT_TREE_UPDATE_REMOVE
            case .file(let mode, let bytes):
                update.action = GIT_TREE_UPDATE_UPSERT
                update.id = try write(bytes, mode, of: edit.path).raw
                update.filemode = git_filemode_t(mode.rawValue)
            }
            update.path = DiskPath(bytes: edit.path.bytes).withCString { UnsafePointer(strdup($0)) }
            updates.append(update)
        }
        var made = git_oid()
        let code = git_tree_create_updated(&made, pointer, baseline.pointer, updates.count, updates)
        try Libgit2.check(code, "write the tree that a patch makes")
        return ObjectID(made)
    }
}
