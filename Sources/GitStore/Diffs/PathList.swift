import CLibgit2
import Glibc
import PatchModel

/// Paths as libgit2 takes a list of them.
struct PathList {
    private let paths: [TreePath]

    init(_ paths: [TreePath]) { self.paths = paths }

    /// The strings live as long as the call.
    func withStrings<Result: ~Copyable>(
        _ body: (git_strarray) throws(GitStoreError) -> Result
    ) throws(GitStoreError) -> Result {
        var strings = paths.map { path in DiskPath(bytes: path.bytes).withCString { strdup($0) } }
        defer { for string in strings { free(string) } }
        // The array is the callee's only as long as the call lasts, so its place must not move.
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: max(1, strings.count))
        defer { list.deallocate() }
        list.initialize(from: &strings, count: strings.count)
        return try body(git_strarray(strings: list, count: strings.count))
    }
}
