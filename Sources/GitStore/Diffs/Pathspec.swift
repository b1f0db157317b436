import CLibgit2
import PatchModel

/// Files as git's pathspecs name them (gitglossary(7)): a file, all in a folder, or what a pattern matches, of which
/// `*` and `?` stand for slashes, too.
final class Pathspec {
    private let paths: [TreePath]
    private let owner: Owned?
    /// The patterns among the paths.
    private let patterns: OpaquePointer?

    /// - Parameter paths: none means everything.
    init(_ paths: [TreePath]) throws(GitStoreError) {
        self.paths = paths
        let patterns = paths.filter { $0.bytes.contains { "*?[\\".utf8.contains($0) } }
        guard !patterns.isEmpty else {
            owner = nil
            self.patterns = nil
            return
        }
        // To libgit2 an exclamation mark in front says what is not meant.
        let escaped = patterns.map { $0.bytes.first == 0x21 ? TreePath(known: [0x5c] + $0.bytes) : $0 }
        let made = try PathList(escaped).withStrings { list throws(GitStoreError) in
            var list = list
            return try Owned("read the patterns of paths", free: git_pathspec_free) { git_pathspec_new(&$0, &list) }
        }
        self.patterns = made.pointer
        owner = consume made
    }

    func has(_ path: TreePath) -> Bool {
        if paths.isEmpty || paths.contains(where: { $0 == path || path.isInside($0) }) { return true }
        guard let patterns else { return false }
        return DiskPath(bytes: path.bytes).withCString {
            git_pathspec_matches_path(patterns, GIT_PATHSPEC_USE_CASE.rawValue, $0) == 1
        }
    }
}
