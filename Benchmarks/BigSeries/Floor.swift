import CLibgit2
import Foundation
import GitStore

/// The least that such commits cost with libgit2: each file's content is known, nothing is read, searched or compared.
enum Floor {
    private struct Failed: Error {
        let code: Int32
    }

    /// Makes a commit a patch on the base's tree.
    /// - Parameter contents: the file that `CaseFolder` writes.
    static func commit(_ contents: String, base: ObjectID, in store: String) throws -> String {
        git_libgit2_init()
        let known = [UInt8](try Data(contentsOf: URL(filePath: contents)))
        var repository: OpaquePointer?
        try check(git_repository_open_bare(&repository, store))
        var tree = git_oid()
        try check(git_oid_fromstr(&tree, base.description))
        var (parent, hasParent, count) = (git_oid(), false, 0)
        var reader = KnownContents(known)
        while let patch = reader.nextPatch() {
            tree = try update(tree, with: patch, in: repository)
            parent = try commit(tree, parent: hasParent ? parent : nil, in: repository)
            hasParent = true
            count += 1
        }
        git_repository_free(repository)
        return "\(count) \(String(cString: git_oid_tostr_s(&tree)))"
    }

    private static func update(_ old: git_oid, with patch: [KnownContents.File], in repository: OpaquePointer?) throws
        -> git_oid
    {
        let names = patch.map { strdup($0.path) }
        defer { names.forEach { free($0) } }
        var updates = try zip(patch, names).map { file, name in
            var update = git_tree_update()
            update.path = UnsafePointer(name)
            update.filemode = GIT_FILEMODE_BLOB
            update.action = file.content == nil ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT
            if let content = file.content {
                try content.withUnsafeBytes { bytes in
                    try check(git_blob_create_from_buffer(&update.id, repository, bytes.baseAddress, bytes.count))
                }
            }
            return update
        }
        var (tree, old, new) = (OpaquePointer?.none, old, git_oid())
        try check(git_tree_lookup(&tree, repository, &old))
        try check(git_tree_create_updated(&new, repository, tree, updates.count, &updates))
        git_tree_free(tree)
        return new
    }

    private static func commit(_ tree: git_oid, parent: git_oid?, in repository: OpaquePointer?) throws -> git_oid {
        var (made, tree, author) = (git_oid(), tree, UnsafeMutablePointer<git_signature>?.none)
        try check(git_signature_new(&author, "Dev", "dev@example.org", 1_735_689_600, 0))
        defer { git_signature_free(author) }
        let parents: [git_oid] = parent.map { [$0] } ?? []
        try parents.withUnsafeBufferPointer { parents in
            var list: [UnsafePointer<git_oid>?] = parents.isEmpty ? [] : [parents.baseAddress]
            try check(
                git_commit_create_from_ids(
                    &made, repository, nil, author, author, nil, "Why.\n", &tree, list.count, &list))
        }
        return made
    }

    private static func check(_ code: Int32) throws {
        if code < 0 { throw Failed(code: code) }
    }
}

/// Reads the file of known contents, a patch at a time.
private struct KnownContents {
    struct File {
        let path: String
        /// Nil where the patch removes the file.
        let content: ArraySlice<UInt8>?
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func nextPatch() -> [File]? {
        guard let number = peekNumber() else { return nil }
        var files: [File] = []
        while peekNumber() == number { files.append(nextFile()) }
        return files
    }

    private func peekNumber() -> ArraySlice<UInt8>? { rest.isEmpty ? nil : rest.prefix { $0 != UInt8(ascii: " ") } }

    private mutating func nextFile() -> File {
        let path = nextLine().split(separator: " ")[1]
        let kind = nextLine().split(separator: " ")
        guard kind.count == 2, let size = Int(kind[1]) else { return File(path: String(path), content: nil) }
        let content = rest.prefix(size)
        rest = rest.dropFirst(size + 1)
        return File(path: String(path), content: content)
    }

    private mutating func nextLine() -> String {
        let line = rest.prefix { $0 != 10 }
        rest = rest[(line.endIndex + 1)...]
        return String(decoding: line, as: UTF8.self)
    }
}
