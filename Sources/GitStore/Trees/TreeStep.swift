import CLibgit2
import PatchModel

/// What becomes of one path between two trees.
public struct TreeStep {
    public let path: TreePath
    /// Nil where the file is new.
    public let old: TreeFile?
    /// Nil where the file goes.
    public let new: TreeFile?
}

extension Repository {
    /// The paths at which two trees differ. Cost: the folders in which they differ; libgit2's own comparison looks at
    /// every entry.
    /// - Parameter old: nil means a tree without files.
    public func steps(from old: ObjectID?, to new: ObjectID) throws -> [TreeStep] {
        var steps: [TreeStep] = []
        if old != new { try collectSteps(from: old, to: new, prefix: [], into: &steps) }
        return steps
    }

    private func collectSteps(
        from old: ObjectID?, to new: ObjectID?, prefix: [UInt8], into steps: inout [TreeStep]
    ) throws {
        var left = try TreeCursor(old, in: self)
        var right = try TreeCursor(new, in: self)
        while let (before, after) = TreeCursor.nextDifference(&left, &right) {
            guard let name = (before ?? after)?.name else { continue }
            // Folders sort under another name than files, so both sides are of one kind.
            if before?.isFolder ?? after?.isFolder ?? false {
                try collectSteps(from: before?.id, to: after?.id, prefix: prefix + name + [0x2f], into: &steps)
            } else {
                let path = try TreePath(stored: prefix + name)
                steps.append(
                    TreeStep(
                        path: path, old: try before.map { try TreeFile(path, $0) },
                        new: try after.map { try TreeFile(path, $0) }))
            }
        }
    }
}

/// Goes through the entries of a tree in git's order. Only those that differ are copied out of it.
struct TreeCursor: ~Copyable {
    private let tree: Owned?
    private let pointer: OpaquePointer?
    private let count: Int
    private var index = 0

    /// - Parameter id: nil means a tree without entries.
    init(_ id: ObjectID?, in repository: Repository) throws(GitStoreError) {
        guard let id else {
            tree = nil
            pointer = nil
            count = 0
            return
        }
        let opened = try repository.tree(id)
        pointer = opened.pointer
        count = git_tree_entrycount(pointer)
        tree = consume opened
    }

    private var entry: OpaquePointer? {
        index < count ? git_tree_entry_byindex(pointer, index) : nil
    }

    /// The next entry that is not the same on both sides; nil at the end of both.
    static func nextDifference(_ left: inout Self, _ right: inout Self) -> (TreeEntry?, TreeEntry?)? {
        while true {
            let (before, after) = (left.entry, right.entry)
            if before == nil, after == nil { return nil }
            // As git sorts: a folder as if its name ended in a slash.
            let order = before == nil ? 1 : after == nil ? -1 : git_tree_entry_cmp(before, after)
            if order <= 0 { left.index += 1 }
            if order >= 0 { right.index += 1 }
            if order == 0, isSame(before, after) { continue }
            return (order <= 0 ? TreeEntry(before) : nil, order >= 0 ? TreeEntry(after) : nil)
        }
    }

    private static func isSame(_ before: OpaquePointer?, _ after: OpaquePointer?) -> Bool {
        git_tree_entry_filemode_raw(before) == git_tree_entry_filemode_raw(after)
            && git_oid_equal(git_tree_entry_id(before), git_tree_entry_id(after)) == 1
    }
}

extension TreeFile {
    init(_ path: TreePath, _ entry: TreeEntry) throws(GitStoreError) {
        guard let mode = entry.mode else {
            throw .unsupportedEntry(path: path.description, mode: String(entry.rawMode, radix: 8))
        }
        self.init(path: path, mode: mode, id: entry.id)
    }
}
