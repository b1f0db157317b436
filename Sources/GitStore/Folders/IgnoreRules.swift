import CLibgit2
import PatchModel

/// What the `.gitignore` files of a folder name, as libgit2 reads them.
final class IgnoreRules {
    private let repository: Owned

    init(of folder: String, _ store: Repository) throws(GitStoreError) {
        // A handle of its own, because a handle with a folder is no longer bare.
        repository = try Owned("open the repository", free: git_repository_free) {
            git_repository_open_bare(&$0, store.path)
        }
        try Libgit2.check(git_repository_set_workdir(repository.pointer, folder, 0), "look into \(folder)")
    }

    func cover(_ path: TreePath, isFolder: Bool) throws(GitStoreError) -> Bool {
        var isCovered: Int32 = 0
        let code = DiskPath(bytes: path.bytes + (isFolder ? [0x2f] : [])).withCString {
            git_ignore_path_is_ignored(&isCovered, repository.pointer, $0)
        }
        try Libgit2.check(code, "read what is ignored")
        return isCovered == 1
    }
}
