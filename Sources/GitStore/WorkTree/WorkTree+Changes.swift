import PatchModel

extension WorkTree {
    /// What was changed in the folder since it showed the tree: edits, removals, and files that are new and not
    /// ignored, as `git add -A` would take them. What a push or a merge leaves beside files (`.rej`, `.orig`) is no
    /// change, and neither is what stands in a submodule, which no patch can hold.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed.
    /// - Parameter paths: only these files and what is in these folders; empty means everything.
    public func changes(since tree: ObjectID, in paths: [TreePath] = []) throws -> [FileEdit] {
        let isWanted = { (path: TreePath) in paths.isEmpty || paths.contains { $0 == path || path.isInside($0) } }
        var changes = try edits(against: tree).filter { isWanted($0.path) && !$0.isInSubmodule }
            .map { try content(of: $0.path) }
        for path in try untracked(in: tree) where isWanted(path) && !path.isLeftover {
            changes.append(try content(of: path))
        }
        return changes.sorted { $0.path < $1.path }
    }

    /// The files that the tree does not have and `.gitignore` does not name.
    func untracked(in tree: ObjectID, passesRepositories: Bool = false) throws -> [TreePath] {
        let cache = try StatCache(repository: repository, name: cacheName)
        let listing = try FolderListing(
            repository: repository, folder: folder, cache: cache, passesRepositories: passesRepositories)
        let submodules = Set(try repository.submodules(of: tree).map(\.path))
        return try listing.present.filter { path in
            if path.ancestors.contains(where: submodules.contains) { return false }
            return try FileStatus(root / path)?.mode != nil && repository.file(path, in: tree) == nil
        }
    }

    func content(of path: TreePath) throws -> FileEdit {
        guard let status = FileStatus(root / path), let mode = status.mode else {
            return FileEdit(path: path, content: .removed)
        }
        return FileEdit(path: path, content: .file(mode, try Disk.read(root / path, status)))
    }

    /// Puts files beside those of the tree, in place of older ones of their names.
    public func write(leftovers: [(path: TreePath, bytes: [UInt8])]) throws {
        guard !leftovers.isEmpty else { return }
        let writer = try writer()
        for (path, bytes) in leftovers { try writer.write(bytes, to: path.bytes) }
    }

    /// Takes such files away again, where they are still there.
    public func remove(leftovers: [TreePath]) throws {
        guard !leftovers.isEmpty else { return }
        let writer = try writer()
        for path in leftovers { try writer.remove(path.bytes) }
    }
}

extension TreePath {
    /// Whether a push or a merge may have left it beside a file.
    fileprivate var isLeftover: Bool {
        [".rej", ".orig"].contains { bytes.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
}
