import Files
import PatchModel

/// What a person wrote into the folder, kept as a tree, and brought back.
extension WorkTree {
    /// New files above this size, in bytes, are no part of a snapshot: nobody typed them. What is no part of one is
    /// never changed by a move either.
    private static let largestNewFile = 8 << 20

    /// The tree of the folder as it stands: what it shows with all edits, and files that are new and not ignored.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed.
    /// - Parameters:
    ///   - tree: the tree that the folder shows.
    ///   - paths: in a large tree only these, and those that are watched, are looked at, so that the cost is theirs and
    ///     not the tree's; nil means all.
    public func snapshot(
        since tree: ObjectID, among paths: [TreePath]?, _ watched: WatchedPaths? = nil
    ) throws -> ObjectID {
        let (isLarge, paths) = (try paths != nil && isKnownToBeLarge, paths ?? [])
        let filters = try filters?.filters(of: tree)
        let changes = try isLarge ? changes(of: paths, watched, since: tree) : allChanges(since: tree)
        let contents =
            try changes.edits.filter { !$0.isInSubmodule }.map { try content(of: $0, filters) }
            + changes.new.filter(isTyped).map { try content(of: $0, filters) }
        return contents.isEmpty ? tree : try repository.write(contents, to: tree)
    }

    private func allChanges(since tree: ObjectID) throws -> Changes {
        let look = try look(at: tree, listsOthers: true)
        return Changes(edits: look.edits, new: try products.sift(untracked(look, .passedOver)))
    }

    private func changes(
        of paths: [TreePath], _ watched: WatchedPaths?, since tree: ObjectID
    ) throws -> Changes {
        var changes = Changes()
        if let watched {
            var states = FileStates("watched-" + (try cacheName), key: watched.name ?? "", in: repository)
            try states.show(tree, of: watched.paths, repository)
            changes = try self.changes(&states, against: tree)
            if watched.name != nil { states.save() }
        }
        guard !paths.isEmpty else { return changes }
        var states = try FileStates(of: paths, in: tree, repository)
        let others = try self.changes(&states, against: tree)
        changes.edits += others.edits.filter { !changes.edits.contains($0) }
        changes.new += others.new.filter { !changes.new.contains($0) }
        return changes
    }

    private func isTyped(_ path: TreePath) -> Bool {
        FileStatus(root / path).map { $0.mode != nil && $0.size <= Self.largestNewFile } ?? false
    }

    /// Brings the files of a move that did not come to its end back to a tree: those that are as the move had them.
    /// What was written to others since stays.
    ///
    /// - Parameter trees: of which the folder may show files.
    public func takeBack(to tree: ObjectID, from trees: [ObjectID]) throws {
        let steps = try trees.map { try repository.steps(from: $0, to: tree) }
        let candidates = Dictionary(grouping: steps.joined(), by: \.path)
        let writer = try writer()
        let shown = try filters?.filters(of: tree)
        let caches = filters === nextFilters ? [filters] : [filters, nextFilters]
        let views = try caches.flatMap { cache in try trees.map { try cache?.filters(of: $0) } } + [shown]
        // What is to go makes room for what is to come.
        let sorted = candidates.sorted { $0.key < $1.key }
        for (path, steps) in sorted where steps[0].new == nil {
            if try steps.contains(where: { try isThere($0.old, views) }) { try remove(path, writer) }
        }
        for (_, steps) in sorted {
            guard let new = steps[0].new, new.mode != .submodule else { continue }
            let isMoved = try steps.contains { try isThere($0.old, views) || $0.old == nil && isFree(new.path) }
            if isMoved { try write(new, writer, shown) }
        }
        try makeEmptyFolders(writer)
    }

    /// Whether the folder has the tree's file.
    private func isThere(_ file: TreeFile?, _ views: [ContentFilters?]) throws -> Bool {
        guard let file, let status = FileStatus(root / file.path) else { return false }
        return try views.contains { try shows(file, status, $0) }
    }

    /// Whether a file can be made there: nothing is in the way but folders without files.
    private func isFree(_ path: TreePath) throws -> Bool {
        let areFolders = path.ancestors.allSatisfy { FileStatus(root / $0).map { $0.kind == .folder } ?? true }
        guard areFolders, let status = FileStatus(root / path) else { return areFolders }
        return try status.kind == .folder && Disk.files(inside: path, of: root).isEmpty
    }
}
