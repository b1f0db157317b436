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
    /// The paths at which two trees differ. Cost: the folders in which they differ.
    /// - Parameter old: nil means a tree without files.
    func steps(from old: ObjectID?, to new: ObjectID) throws -> [TreeStep] {
        let diff = try compare(old, new)
        return try (0..<git_diff_num_deltas(diff.pointer)).compactMap { index in
            guard let delta = git_diff_get_delta(diff.pointer, index)?.pointee, let name = delta.new_file.path else {
                return nil
            }
            let path = try Self.treePath([UInt8](cString: name))
            return TreeStep(
                path: path, old: try TreeFile(path, delta.old_file), new: try TreeFile(path, delta.new_file))
        }
    }

    private func compare(_ old: ObjectID?, _ new: ObjectID) throws(GitStoreError) -> Owned {
        var options = git_diff_options()
        git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
        options.flags = GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
        let newTree = try tree(new)
        guard let old else {
            return try Owned("list a tree", free: git_diff_free) {
                git_diff_tree_to_tree(&$0, pointer, nil, newTree.pointer, &options)
            }
        }
        let oldTree = try tree(old)
        return try Owned("compare two trees", free: git_diff_free) {
            git_diff_tree_to_tree(&$0, pointer, oldTree.pointer, newTree.pointer, &options)
        }
    }
}

extension TreeFile {
    /// Nil for the side of a delta on which there is no file.
    fileprivate init?(_ path: TreePath, _ side: git_diff_file) throws(GitStoreError) {
        guard side.mode != 0 else { return nil }
        guard let mode = FileMode(rawValue: UInt32(side.mode)) else {
            throw .unsupportedEntry(path: path.description, mode: String(side.mode, radix: 8))
        }
        self.init(path: path, mode: mode, id: ObjectID(side.id))
    }
}
