import CLibgit2
import Glibc
import PatchModel

/// How the diff of two trees is made.
public struct DiffOptions: Hashable, Sendable {
    /// Only these files.
    public var paths: Pathspec
    public var contextLines: Int
    /// Whether a file that went and a similar one that came are shown as a rename, as git does.
    public var findsRenames: Bool
    /// Whether binary files are shown with their data, so that the diff can be applied.
    public var showsBinary: Bool

    public init(
        paths: Pathspec = Pathspec(), contextLines: Int = 3, findsRenames: Bool = true, showsBinary: Bool = false
    ) {
        self.paths = paths
        self.contextLines = contextLines
        self.findsRenames = findsRenames
        self.showsBinary = showsBinary
    }
}

extension Repository {
    /// The unified diff from one tree to another, as `git diff` prints it, without colour.
    /// - Parameter old: nil means a tree without files.
    public func diff(from old: ObjectID?, to new: ObjectID, options: DiffOptions = DiffOptions()) throws -> [UInt8] {
        guard let diff = try treeDiff(old, new, options) else { return [] }
        var text: [UInt8] = []
        for index in Self.order(of: diff) {
            var made: OpaquePointer?
            try Libgit2.check(git_patch_from_diff(&made, diff.pointer, index), "compare two files")
            defer { git_patch_free(made) }
            guard let made else { continue }
            text += try DiffText(made, repository: self, showsBinary: options.showsBinary).section()
        }
        return text
    }

    /// The sections in git's order: a file goes before another of its name comes (as a link, say). libgit2, having
    /// looked for renames, has them the other way round, which `git apply` refuses.
    static func order(of diff: borrowing Owned) -> [Int] {
        let deltas = (0..<git_diff_num_deltas(diff.pointer)).map { git_diff_get_delta(diff.pointer, $0)?.pointee }
        var order = Array(deltas.indices)
        for (index, (delta, next)) in zip(deltas, deltas.dropFirst()).enumerated() {
            guard let delta, let next, next.status == GIT_DELTA_DELETED, delta.status != GIT_DELTA_DELETED else {
                continue
            }
            if strcmp(delta.new_file.path, next.old_file.path) == 0 { order.swapAt(index, index + 1) }
        }
        return order
    }

    /// Nil where nothing differs.
    func treeDiff(_ old: ObjectID?, _ new: ObjectID, _ options: DiffOptions) throws -> Owned? {
        let changed = try changes(old, new, options).map(\.path)
        if changed.isEmpty { return nil }
        let newTree = try tree(new)
        let oldTree = try tree(old ?? emptyTree())
        let diff = try PathList(changed).withStrings { paths throws(GitStoreError) in
            var raw = git_diff_options()
            Libgit2.expect(git_diff_options_init(&raw, UInt32(GIT_DIFF_OPTIONS_VERSION)))
            raw.flags = GIT_DIFF_INDENT_HEURISTIC.rawValue | GIT_DIFF_DISABLE_PATHSPEC_MATCH.rawValue
            if options.showsBinary { raw.flags |= GIT_DIFF_SHOW_BINARY.rawValue }
            raw.context_lines = UInt32(clamping: options.contextLines)
            raw.pathspec = paths
            return try Owned("compare two trees", free: git_diff_free) {
                git_diff_tree_to_tree(&$0, pointer, oldTree.pointer, newTree.pointer, &raw)
            }
        }
        if options.findsRenames {
            var find = git_diff_find_options()
            Libgit2.expect(git_diff_find_options_init(&find, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION)))
            find.flags = GIT_DIFF_FIND_RENAMES.rawValue
            try Libgit2.check(git_diff_find_similar(diff.pointer, &find), "find renames")
        }
        return diff
    }

    /// The files to compare, so that libgit2 looks at no others.
    func changes(_ old: ObjectID?, _ new: ObjectID, _ options: DiffOptions) throws -> [TreeStep] {
        try steps(from: old, to: new).filter { options.paths.has($0.path) }
    }
}

extension [UInt8] {
    init(cString: UnsafePointer<CChar>) { self.init(UnsafeRawBufferPointer(start: cString, count: strlen(cString))) }
}
