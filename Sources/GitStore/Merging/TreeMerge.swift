import CLibgit2
import PatchModel

/// A tree, and what was changed between two others, put together.
public struct TreeMerge: Hashable, Sendable {
    /// Of what is in conflict, texts have their conflict markers; other files are as they were.
    public var tree: ObjectID
    /// The files that both changed in ways that do not go together, in order.
    public var conflicts: [TreePath]
}

extension Repository {
    /// Makes the changes between two trees in a third, file by file as `git merge-file` does.
    ///
    /// Cost: the files that differ between the two.
    /// - Parameters:
    ///   - renames: what files of the two trees are called in the third.
    ///   - labels: what conflict markers call the third tree and the second.
    public func merge(
        from old: ObjectID, to new: ObjectID, into tree: ObjectID, renames: [TreePath: TreePath] = [:],
        labels: (ours: String, theirs: String) = ("ours", "theirs")
    ) throws -> TreeMerge {
        var edits: [FileEdit] = []
        var conflicts: [TreePath] = []
        for step in try steps(from: old, to: new) {
            let path = renames[step.path] ?? step.path
            switch try merge(step, at: path, into: tree, labels) {
            case .same: break
            case .edit(let edit): edits.append(edit)
            case .conflict(let edit):
                conflicts.append(path)
                if let edit { edits.append(edit) }
            }
        }
        return TreeMerge(tree: try write(edits, to: tree), conflicts: conflicts)
    }

    /// The tree with some files, or those of some folders, as another tree has them.
    public func tree(_ tree: ObjectID, with paths: [TreePath], of other: ObjectID) throws -> ObjectID {
        let steps = try changes(tree, other, DiffOptions(paths: Pathspec(files: paths)))
        return try write(
            steps.map { step in
                guard let new = step.new else { return FileEdit(path: step.path, content: .removed) }
                return FileEdit(path: step.path, content: .file(new.mode, try content(of: new)))
            }, to: tree)
    }

    private enum FileMerge {
        case same
        case edit(FileEdit)
        /// With conflict markers, where the file is a text.
        case conflict(FileEdit?)
    }

    private func merge(
        _ step: TreeStep, at path: TreePath, into tree: ObjectID, _ labels: (ours: String, theirs: String)
    ) throws -> FileMerge {
        let ours = try file(path, in: tree)
        if ours == nil, case .missing = try look(up: path, in: tree) {} else if ours == nil { return .conflict(nil) }
        if ours.isSame(as: step.new) { return .same }
        if ours.isSame(as: step.old) {
            guard let new = step.new else { return .edit(FileEdit(path: path, content: .removed)) }
            return .edit(FileEdit(path: path, content: .file(new.mode, try content(of: new))))
        }
        guard let old = step.old, let new = step.new, let ours, ours.mode.isAlike(.regular),
            old.mode.isAlike(.regular), new.mode.isAlike(.regular)
        else { return .conflict(nil) }
        let texts = try (base: content(of: old), ours: content(of: ours), theirs: content(of: new))
        guard ![texts.base, texts.ours, texts.theirs].contains(where: { $0.contains(0) }) else { return .conflict(nil) }
        let merged = try ThreeWayMerge(base: texts.base, ours: texts.ours, theirs: texts.theirs, labels: labels)
        let mode = ours.mode == old.mode ? new.mode : ours.mode
        let edit = FileEdit(path: path, content: .file(mode, merged.bytes))
        return merged.isClean ? .edit(edit) : .conflict(edit)
    }
}

extension TreeFile? {
    /// Whether both are there with one content and mode, or neither is.
    fileprivate func isSame(as other: TreeFile?) -> Bool { self?.id == other?.id && self?.mode == other?.mode }
}
