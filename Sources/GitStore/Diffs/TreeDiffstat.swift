import CLibgit2
import PatchModel

extension Repository {
    /// What `git diff --stat` counts from one tree to another.
    ///
    /// Cost: reading both sides of the files that differ. Where files went and others came, libgit2 compares the trees,
    /// to find renames.
    public func diffstat(from old: ObjectID, to new: ObjectID, options: DiffOptions = DiffOptions()) throws -> Diffstat
    {
        let changes = try changes(old, new, options)
        let mayBeRenames =
            options.findsRenames && changes.contains { $0.old == nil } && changes.contains { $0.new == nil }
        if !mayBeRenames, changes.allSatisfy(\.isOfContent) {
            return Diffstat(files: try changes.map(count))
        }
        guard let diff = try treeDiff(old, new, options) else { return Diffstat(files: []) }
        return Diffstat(files: try (0..<git_diff_num_deltas(diff.pointer)).compactMap { try count(diff.pointer, $0) })
    }

    /// Of one file, by its two contents alone.
    private func count(_ step: TreeStep) throws(GitStoreError) -> Diffstat.File {
        let (old, new) = (try openBlob(step.old), try openBlob(step.new))
        defer {
            git_blob_free(old)
            git_blob_free(new)
        }
        var options = git_diff_options()
        Libgit2.expect(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
        options.context_lines = 0
        let patch = try Owned("count changed lines", free: git_patch_free) { patch in
            git_patch_from_blobs(&patch, old, nil, new, nil, &options)
        }
        return Diffstat.File(oldPath: nil, path: step.path, change: try change(in: patch.pointer))
    }

    /// To be freed.
    private func openBlob(_ file: TreeFile?) throws(GitStoreError) -> OpaquePointer? {
        guard let file else { return nil }
        var (blob, id) = (OpaquePointer?.none, file.id.raw)
        try Libgit2.check(git_blob_lookup(&blob, pointer, &id), "read \(file.path)")
        return blob
    }

    private func count(_ diff: OpaquePointer, _ index: Int) throws(GitStoreError) -> Diffstat.File? {
        var made: OpaquePointer?
        try Libgit2.check(git_patch_from_diff(&made, diff, index), "count changed lines")
        defer { git_patch_free(made) }
        guard let made, let delta = git_diff_get_delta(diff, index)?.pointee,
            let name = delta.new_file.path ?? delta.old_file.path
        else { return nil }
        let isMoved = delta.status == GIT_DELTA_RENAMED || delta.status == GIT_DELTA_COPIED
        let oldPath = isMoved ? delta.old_file.path.map { [UInt8](cString: $0) } : nil
        return Diffstat.File(
            oldPath: try oldPath.map(TreePath.init(stored:)), path: try TreePath(stored: [UInt8](cString: name)),
            change: try change(in: made))
    }

    private func change(in patch: OpaquePointer) throws(GitStoreError) -> Diffstat.File.Change {
        let delta = git_patch_get_delta(patch).pointee
        guard delta.flags & GIT_DIFF_FLAG_BINARY.rawValue == 0 else {
            return .binary(oldSize: Int(delta.old_file.size), newSize: Int(delta.new_file.size))
        }
        var (insertions, deletions) = (0, 0)
        try Libgit2.check(git_patch_line_stats(nil, &insertions, &deletions, patch), "count changed lines")
        return .lines(insertions: insertions, deletions: deletions)
    }
}

extension TreeStep {
    /// Whether another content makes the difference, and not another type of file or its mode alone.
    fileprivate var isOfContent: Bool {
        if [old, new].contains(where: { $0?.mode == .submodule }) { return false }
        guard let old, let new else { return true }
        return old.id != new.id && old.mode.isAlike(new.mode)
    }
}
