import Files
import PatchModel

extension WorkTree {
    /// What was changed in the folder since it showed the tree: edits, removals, and files that are new and not
    /// ignored, as `git add -A` would take them. What a push or a merge leaves beside files (`.rej`, `.orig`) is no
    /// change, and neither is what commands left (`noteProducts`) or what stands in a submodule, which no patch can
    /// hold.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed; where all that is asked for are files of the tree,
    /// only theirs.
    /// - Parameter paths: only these files and what is in these folders; empty means everything.
    public func changes(since tree: ObjectID, in paths: [TreePath] = []) throws -> [FileEdit] {
        let isWanted = { (path: TreePath) in paths.isEmpty || paths.contains { $0 == path || path.isInside($0) } }
        let filters = try filters?.filters(of: tree)
        if try !paths.isEmpty && paths.allSatisfy({ try isFile($0, of: tree) }) {
            return try edits(of: paths, against: tree).map { try content(of: $0, filters) }
        }
        let look = try look(at: tree, listsOthers: true)
        var changes = try look.edits.filter { isWanted($0.path) && !$0.isInSubmodule }
            .map { try content(of: $0, filters) }
        let products = try products
        for path in try untracked(look, .refused) where isWanted(path) && !path.isLeftover {
            // What is named by itself is wanted, whoever made it.
            if paths.contains(path) || !products.has(path) { changes.append(try content(of: path, filters)) }
        }
        return changes.sorted { $0.path < $1.path }
    }

    /// Whether the tree has a file there, and the folder no folder in its place.
    private func isFile(_ path: TreePath, of tree: ObjectID) throws -> Bool {
        guard let file = try repository.file(path, in: tree), file.mode != .submodule else { return false }
        return FileStatus(root / path)?.kind != .folder
    }

    func content(of edit: WorkTreeEdit, _ filters: ContentFilters?) throws -> FileEdit {
        edit.kind == .deleted ? FileEdit(path: edit.path, content: .removed) : try content(of: edit.path, filters)
    }

    func content(of path: TreePath, _ filters: ContentFilters?) throws -> FileEdit {
        guard let status = FileStatus(root / path), let mode = status.mode else {
            return FileEdit(path: path, content: .removed)
        }
        let bytes = try Disk.read(root / path, status)
        return FileEdit(path: path, content: .file(mode, try filters?.stored(bytes, at: path, mode) ?? bytes))
    }

    /// Gives every file that is not as the tree has it the tree's content and mode again; files that the tree does not
    /// have stay, but where a folder stands in a file's place, or something else in a folder's.
    /// - Returns: what was put back.
    public func putBack(_ tree: ObjectID) throws -> [WorkTreeEdit] {
        let edits = try edits(against: tree)
        guard !edits.isEmpty else { return [] }
        let writer = try writer()
        for edit in edits where !edit.isInSubmodule {
            guard let file = try repository.file(edit.path, in: tree), file.mode != .submodule else { continue }
            try clear(edit.path, writer)
            try write(file, writer, filters?.filters(of: tree))
        }
        for submodule in try repository.submodules(of: tree)
        where edits.contains(where: { $0.isInSubmodule && $0.path.isInside(submodule.path) }) {
            try putBack(submodule: submodule)
        }
        return edits
    }

    /// Takes away what keeps a file from being at the path.
    private func clear(_ path: TreePath, _ writer: FileWriter) throws {
        for ancestor in path.ancestors {
            if let status = FileStatus(root / ancestor), status.kind != .folder { try writer.remove(ancestor.bytes) }
        }
        if FileStatus(root / path)?.kind == .folder { try writer.removeAll(path.bytes) }
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
