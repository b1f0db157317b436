import CLibgit2
import PatchModel

/// The attributes that a tree's own `.gitattributes` files give to its files.
final class Attributes {
    private let repository: Repository
    /// A commit of the tree: libgit2 looks for attributes in commits.
    private let commit: git_oid

    init(of tree: ObjectID, in repository: Repository) throws(GitStoreError) {
        self.repository = repository
        commit = try CommitText.base.write(to: repository.pointer, tree: tree, parent: nil).raw
    }

    /// The text that an attribute is set to; nil for one that is only set, unset, or not named.
    func value(_ name: String, of path: TreePath) throws(GitStoreError) -> String? {
        let value = try raw(name, of: path)
        return git_attr_value(value) == GIT_ATTR_VALUE_STRING ? value.map { String(cString: $0) } : nil
    }

    /// Whether an attribute is set, and to no text.
    func isSet(_ name: String, of path: TreePath) throws(GitStoreError) -> Bool {
        git_attr_value(try raw(name, of: path)) == GIT_ATTR_VALUE_TRUE
    }

    private func raw(_ name: String, of path: TreePath) throws(GitStoreError) -> UnsafePointer<CChar>? {
        var options = git_attr_options()
        options.version = UInt32(GIT_ATTR_OPTIONS_VERSION)
        options.flags = UInt32(GIT_ATTR_CHECK_INCLUDE_COMMIT | GIT_ATTR_CHECK_NO_SYSTEM)
        options.attr_commit_id = commit
        var value: UnsafePointer<CChar>?
        let code = DiskPath(bytes: path.bytes).withCString {
            git_attr_get_ext(&value, repository.pointer, &options, $0, name)
        }
        try Libgit2.check(code, "read the attributes of \(path)")
        return value
    }

    /// What git's own conversion of line ends makes of a content.
    func converted(_ bytes: [UInt8], _ file: TreeFile, to mode: git_filter_mode_t) throws(GitStoreError) -> [UInt8] {
        var options = git_filter_options()
        options.version = UInt32(GIT_FILTER_OPTIONS_VERSION)
        options.flags = GIT_FILTER_ATTRIBUTES_FROM_COMMIT.rawValue | GIT_FILTER_NO_SYSTEM_ATTRIBUTES.rawValue
        options.attr_commit_id = commit
        var blob: OpaquePointer?
        if mode == GIT_FILTER_TO_WORKTREE {
            var id = file.id.raw
            try Libgit2.check(git_blob_lookup(&blob, repository.pointer, &id), "read \(file.path)")
        }
        defer { git_blob_free(blob) }
        var list: OpaquePointer?
        let code = DiskPath(bytes: file.path.bytes).withCString {
            git_filter_list_load_ext(&list, repository.pointer, blob, $0, mode, &options)
        }
        try Libgit2.check(code, "find what converts \(file.path)")
        guard let list else { return bytes }
        defer { git_filter_list_free(list) }
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        let answer = bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                git_filter_list_apply_to_buffer(&buffer, list, $0.baseAddress, $0.count)
            }
        }
        try Libgit2.check(answer, "convert \(file.path)")
        return buffer.ptr.map { Array(UnsafeRawBufferPointer(start: $0, count: buffer.size)) } ?? []
    }
}
