import CLibgit2
import Glibc
import PatchModel

/// The files of a folder that are not ignored, as libgit2 finds them.
struct FolderListing {
    private(set) var present: [TreePath] = []
    /// Files that the cache knows and that are no longer there.
    private(set) var gone: [TreePath] = []

    /// - Parameter passesRepositories: passes over what no tree can hold: folders that are repositories of their own,
    ///   and paths that are not safe; otherwise they are errors.
    init(repository: Repository, folder: String, cache: StatCache, passesRepositories: Bool = false) throws {
        // A handle of its own, because a handle with a folder is no longer bare.
        let handle = try Owned("open the repository", free: git_repository_free) {
            git_repository_open_bare(&$0, repository.path)
        }
        try Libgit2.check(git_repository_set_workdir(handle.pointer, folder, 0), "look into \(folder)")
        try Libgit2.check(git_repository_set_index(handle.pointer, cache.index.pointer), "look into \(folder)")
        try Libgit2.check(git_ignore_add_rule(handle.pointer, "/.patchbench/\n"), "look into \(folder)")
        var options = git_diff_options()
        Libgit2.expect(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
        options.flags =
            GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
            | GIT_DIFF_INCLUDE_UNMODIFIED.rawValue | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue
        let diff = try Owned("list the files of \(folder)", free: git_diff_free) {
            git_diff_index_to_workdir(&$0, handle.pointer, cache.index.pointer, &options)
        }
        for index in 0..<git_diff_num_deltas(diff.pointer) {
            guard let delta = git_diff_get_delta(diff.pointer, index)?.pointee else { continue }
            do { try add(delta, folder) } catch {
                guard passesRepositories else { throw error }
            }
        }
    }

    private mutating func add(_ delta: git_diff_delta, _ folder: String) throws(GitStoreError) {
        guard let name = delta.new_file.path else { return }
        let bytes = Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
        // A folder stands in the list as a whole only when it holds a repository.
        if bytes.last == 0x2f {
            throw .nestedRepository(folder + "/" + String(decoding: bytes.dropLast(), as: UTF8.self))
        }
        let path = try TreePath(stored: bytes)
        if delta.status == GIT_DELTA_DELETED { gone.append(path) } else { present.append(path) }
    }
}
