import CLibgit2
import PatchModel

extension Repository {
    /// What `git diff --summary` prints: files that come, go, get another name or another mode.
    public func summary(from old: ObjectID, to new: ObjectID, options: DiffOptions = DiffOptions()) throws -> [String] {
        guard let diff = try treeDiff(old, new, options) else { return [] }
        return try Self.order(of: diff).flatMap { index -> [String] in
            guard let delta = git_diff_get_delta(diff.pointer, index)?.pointee else { return [] }
            return try lines(of: delta)
        }
    }

    private func lines(of delta: git_diff_delta) throws -> [String] {
        let paths = try [delta.old_file.path, delta.new_file.path].map { path in
            try path.map { try TreePath(stored: [UInt8](cString: $0)) }
        }
        guard let path = paths[1] ?? paths[0] else { return [] }
        let isMoved = delta.status == GIT_DELTA_RENAMED || delta.status == GIT_DELTA_COPIED
        let name = Diffstat.File(
            oldPath: isMoved ? paths[0] : nil, path: path, change: .lines(insertions: 0, deletions: 0)
        ).displayName
        let modes = (octal(delta.old_file.mode), octal(delta.new_file.mode))
        switch delta.status {
        case GIT_DELTA_ADDED: return [" create mode \(modes.1) \(name)"]
        case GIT_DELTA_DELETED: return [" delete mode \(modes.0) \(name)"]
        case GIT_DELTA_RENAMED, GIT_DELTA_COPIED:
            let word = delta.status == GIT_DELTA_RENAMED ? "rename" : "copy"
            let change = modes.0 == modes.1 ? [] : [" mode change \(modes.0) => \(modes.1)"]
            return [" \(word) \(name) (\(try similarity(of: delta))%)"] + change
        default: return modes.0 == modes.1 ? [] : [" mode change \(modes.0) => \(modes.1) \(name)"]
        }
    }

    private func similarity(of delta: git_diff_delta) throws -> Int {
        if ObjectID(delta.old_file.id) == ObjectID(delta.new_file.id) { return 100 }
        return Similarity.percent(of: try blob(ObjectID(delta.old_file.id)), and: try blob(ObjectID(delta.new_file.id)))
    }

    private func octal(_ mode: UInt16) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
