import CLibgit2
import Glibc

extension Repository {
    /// Lets this repository use a user's objects, as `git clone --shared` does: git finds them through
    /// `objects/info/alternates`, and this process through `BorrowedObjects`. The user's repository stays as it is.
    public func borrow(from user: UserRepository) throws(GitStoreError) {
        // A linked work tree has modules of its own.
        let folders = Set([user.path, user.commonFolder]).map { $0 + "modules" }
        submodules = SubmoduleRepositories(modules: folders.sorted(), workTree: user.workTree)
        largeFiles = [user.commonFolder + "lfs/objects"]
        try borrow(objects: user.objectsFolder)
    }

    func borrow(objects folder: String) throws(GitStoreError) {
        var lines = try alternates()
        guard !lines.contains(folder) else { return }
        lines.append(folder)
        try Disk.write(lines.joined(separator: "\n") + "\n", to: "objects/info/alternates", in: path)
        try BorrowedObjects.attach(folder, to: odb.pointer)
    }

    /// For what was borrowed at an earlier time.
    func attachBorrowed() throws(GitStoreError) {
        for folder in try alternates() where FileStatus(folder + "/.")?.kind == .folder {
            try BorrowedObjects.attach(folder, to: odb.pointer)
        }
    }

    private var alternatesFile: DiskPath { DiskPath(path + "objects/info/alternates") }

    private func alternates() throws(GitStoreError) -> [String] {
        guard let status = FileStatus(alternatesFile) else { return [] }
        return String(decoding: try Disk.read(alternatesFile, status), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}

/// Objects of another repository, as a backend of libgit2's that can only be read.
///
/// libgit2 reads alternates by itself, but when an object is to be written that one of them has, it notes there that
/// the object was used. This stands before them, so that it never comes to that.
struct BorrowedObjects {
    private var base: git_odb_backend
    private let odb: OpaquePointer

    static func attach(_ folder: String, to odb: OpaquePointer) throws(GitStoreError) {
        var opened: OpaquePointer?
        try Libgit2.check(git_odb_open(&opened, folder), "open the objects of \(folder)")
        guard let opened else { return }
        let backend = UnsafeMutablePointer<Self>.allocate(capacity: 1)
        backend.initialize(to: Self(base: callbacks, odb: opened))
        // Before all files, which have 1 and 2, alternates or not.
        let code = backend.withMemoryRebound(to: git_odb_backend.self, capacity: 1) { git_odb_add_backend(odb, $0, 3) }
        try Libgit2.check(code, "open the objects of \(folder)")
    }

    private static var callbacks: git_odb_backend {
        var base = git_odb_backend()
        Libgit2.expect(git_odb_init_backend(&base, UInt32(GIT_ODB_BACKEND_VERSION)))
        base.read = { data, size, type, backend, id in
            guard let odb = BorrowedObjects.holder(backend, id) else { return GIT_ENOTFOUND.rawValue }
            var object: OpaquePointer?
            let code = git_odb_read(&object, odb, id)
            guard code == 0, let object else { return code }
            defer { git_odb_object_free(object) }
            let count = git_odb_object_size(object)
            guard let copy = git_odb_backend_data_alloc(backend, count) else { return GIT_ERROR.rawValue }
            if count > 0, let bytes = git_odb_object_data(object) { memcpy(copy, bytes, count) }
            data?.pointee = copy
            size?.pointee = count
            type?.pointee = git_odb_object_type(object)
            return 0
        }
        base.read_header = { size, type, backend, id in
            guard let odb = BorrowedObjects.holder(backend, id) else { return GIT_ENOTFOUND.rawValue }
            return git_odb_read_header(size, type, odb, id)
        }
        base.exists = { backend, id in BorrowedObjects.holder(backend, id) == nil ? 0 : 1 }
        base.free = { backend in
            guard let backend else { return }
            let whole = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: BorrowedObjects.self)
            git_odb_free(whole.pointee.odb)
            whole.deinitialize(count: 1).deallocate()
        }
        return base
    }

    /// The database, if it has the object. It is not searched for packs that may have come since it was opened: most
    /// questions are about objects that it cannot have.
    private static func holder(
        _ backend: UnsafeMutablePointer<git_odb_backend>?, _ id: UnsafePointer<git_oid>?
    ) -> OpaquePointer? {
        guard let backend, let id else { return nil }
        let odb = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: Self.self).pointee.odb
        return git_odb_exists_ext(odb, id, UInt32(GIT_ODB_LOOKUP_NO_REFRESH.rawValue)) == 1 ? odb : nil
    }
}
