import CLibgit2

/// A bare repository of the tool's own, in which the stages of series are kept.
///
/// Not safe for use from two threads at a time.
public final class Repository {
    let handle: Owned
    let odb: Owned
    let buffer = ObjectBuffer()
    let borrowedFiles = BorrowedFiles()
    /// Where the commits of submodules may be found.
    var submodules = SubmoduleRepositories()
    /// The folders in which Git LFS keeps the contents of large files.
    var largeFiles: [String] = []
    /// Absolute, with a slash at its end.
    public let path: String
    /// Whether it goes with this process: nothing need be taken over from where it borrows.
    public let isTemporary: Bool

    private init(_ handle: consuming Owned, isTemporary: Bool) throws(GitStoreError) {
        let pointer = handle.pointer
        self.isTemporary = isTemporary
        path = String(cString: git_repository_path(pointer))
        odb = try Owned("open the objects", free: git_odb_free) { git_repository_odb(&$0, pointer) }
        self.handle = handle
        try buffer.attach(to: odb.pointer)
        try borrowedFiles.attach(to: odb.pointer)
        try attachBorrowed()
    }

    /// Opens the bare repository at the path, and makes it first where there is none.
    public static func openOrCreate(
        at path: String, isTemporary: Bool = false
    ) throws(GitStoreError) -> Repository {
        Libgit2.start
        if FileStatus(path + "/HEAD") != nil {
            return try Repository(
                Owned("open the repository \(path)", free: git_repository_free) {
                    git_repository_open_bare(&$0, path)
                }, isTemporary: isTemporary)
        }
        return try Repository(
            Owned("create the repository \(path)", free: git_repository_free) { git_repository_init(&$0, path, 1) },
            isTemporary: isTemporary)
    }

    var pointer: OpaquePointer { handle.pointer }

    // MARK: Objects

    /// Git's id of these bytes as a file's content; nothing is written.
    public static func blobID(of bytes: [UInt8]) throws(GitStoreError) -> ObjectID {
        Libgit2.start
        var id = git_oid()
        try Libgit2.check(git_odb_hash(&id, bytes, bytes.count, GIT_OBJECT_BLOB), "hash a file")
        return ObjectID(id)
    }

    func write(blob bytes: [UInt8]) throws(GitStoreError) -> ObjectID {
        var id = git_oid()
        let code = git_odb_write(&id, odb.pointer, bytes, bytes.count, GIT_OBJECT_BLOB)
        try Libgit2.check(code, "write a file's content")
        return ObjectID(id)
    }

    /// A file's content by its id.
    public func blob(_ id: ObjectID) throws(GitStoreError) -> [UInt8] {
        var raw = id.raw
        let blob: Owned
        do {
            blob = try Owned("read the content \(id)", free: git_blob_free) { git_blob_lookup(&$0, pointer, &raw) }
        } catch {
            guard let place = borrowedFiles.known?.place(of: id) else { throw error }
            throw .changedUnderway(place.description)
        }
        let size = Int(git_blob_rawsize(blob.pointer))
        guard size > 0, let content = git_blob_rawcontent(blob.pointer) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: content, count: size))
    }

    /// Writes a content that stays in an imported folder: a stage must not need what may change.
    func keep(_ id: ObjectID, _ content: [UInt8]) throws(GitStoreError) {
        if borrowedFiles.known?.place(of: id) != nil { _ = try write(blob: content) }
    }

    func tree(_ id: ObjectID) throws(GitStoreError) -> Owned {
        var raw = id.raw
        return try Owned("read the tree \(id)", free: git_tree_free) { git_tree_lookup(&$0, pointer, &raw) }
    }

    /// The tree of a commit; nil where either is not there.
    func commitTree(_ id: ObjectID) throws(GitStoreError) -> ObjectID? {
        var (raw, found) = (id.raw, OpaquePointer?.none)
        let code = git_commit_lookup(&found, pointer, &raw)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        let commit = try Owned("read the commit \(id)", free: git_commit_free) {
            $0 = found
            return code
        }
        guard let tree = git_commit_tree_id(commit.pointer).map({ ObjectID($0.pointee) }) else { return nil }
        return exists(tree) ? tree : nil
    }

    package func emptyTree() throws(GitStoreError) -> ObjectID {
        var id = git_oid()
        try Libgit2.check(git_odb_write(&id, odb.pointer, "", 0, GIT_OBJECT_TREE), "write an empty tree")
        return ObjectID(id)
    }

    package func exists(_ id: ObjectID) -> Bool {
        var raw = id.raw
        return git_odb_exists(odb.pointer, &raw) == 1
    }

    // MARK: Refs

    /// What a ref names; nil when there is no such ref.
    public func reference(_ name: String) throws(GitStoreError) -> ObjectID? {
        var id = git_oid()
        let code = git_reference_name_to_id(&id, pointer, name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try Libgit2.check(code, "read the ref \(name)")
        return ObjectID(id)
    }

    /// Makes the ref, or lets it name another object.
    public func setReference(_ name: String, to id: ObjectID) throws(GitStoreError) {
        guard isValidReference(name) else { throw .badName(name) }
        var raw = id.raw
        _ = try Owned("write the ref \(name)", free: git_reference_free) {
            git_reference_create(&$0, pointer, name, &raw, 1, nil)
        }
    }

    /// Takes the ref away, if there is one.
    public func removeReference(_ name: String) throws(GitStoreError) {
        let code = git_reference_remove(pointer, name)
        if code != GIT_ENOTFOUND.rawValue { try Libgit2.check(code, "remove the ref \(name)") }
    }

    func isValidReference(_ name: String) -> Bool {
        var valid: Int32 = 0
        return git_reference_name_is_valid(&valid, name) == 0 && valid == 1
    }
}
