import CLibgit2
import PatchModel

/// What becomes of one path between two trees.
struct TreeStep {
    let path: TreePath
    /// Nil where the file is new.
    let old: TreeFile?
    /// Nil where the file goes.
    let new: TreeFile?
}

extension Repository {
    /// The paths at which two trees differ. Cost: the folders in which they differ; libgit2's own comparison looks at every
    /// entry.
    /// - Parameter old: nil means a tree without files.
    func steps(from old: ObjectID?, to new: ObjectID) throws -> [TreeStep] {
        var steps: [TreeStep] = []
        if old != new { try collectSteps(from: old, to: new, prefix: [], into: &steps) }
        return steps
    }

    private func collectSteps(
        from old: ObjectID?, to new: ObjectID?, prefix: [UInt8], into steps: inout [TreeStep]
    ) throws {
        var (left, right) = (try entries(of: old)[...], try entries(of: new)[...])
        while let name = [left.first, right.first].compactMap({ $0?.sortName }).min(by: {
            $0.lexicographicallyPrecedes($1)
        }) {
            let before = left.first?.sortName == name ? left.popFirst() : nil
            let after = right.first?.sortName == name ? right.popFirst() : nil
            guard before?.id != after?.id || before?.rawMode != after?.rawMode else { continue }
            // Folders sort under another name than files, so both sides are of one kind.
            if before?.isFolder ?? after?.isFolder ?? false {
                try collectSteps(from: before?.id, to: after?.id, prefix: prefix + name, into: &steps)
            } else {
                let path = try Self.treePath(prefix + name)
                let step = TreeStep(
                    path: path, old: try before.map { try TreeFile(path, $0) },
                    new: try after.map { try TreeFile(path, $0) })
                steps.append(step)
            }
        }
    }

    private func entries(of id: ObjectID?) throws -> [TreeEntry] {
        guard let id else { return [] }
        let tree = try tree(id)
        return (0..<git_tree_entrycount(tree.pointer)).compactMap {
            TreeEntry(git_tree_entry_byindex(tree.pointer, $0))
        }
    }
}

extension TreeEntry {
    /// Git sorts a folder as if its name ended in a slash.
    fileprivate var sortName: [UInt8] { isFolder ? name + [0x2f] : name }
}

extension TreeFile {
    init(_ path: TreePath, _ entry: TreeEntry) throws(GitStoreError) {
        guard let mode = entry.mode else {
            throw .unsupportedEntry(path: path.description, mode: String(entry.rawMode, radix: 8))
        }
        self.init(path: path, mode: mode, id: entry.id)
    }
}
