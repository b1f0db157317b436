import CLibgit2
import Glibc

/// What is known of files that hold contents.
protocol KnownFiles: AnyObject {
    /// The file that held the content when it was looked at.
    func place(of id: ObjectID) -> DiskPath?
    /// A regular file that held the content, where it can be told without hashing it again that it still does.
    func file(_ id: ObjectID) -> KnownFile?
    /// The content whose id begins so; nil for none, and for several.
    func content(_ prefix: UnsafePointer<git_oid>, _ length: Int) -> ObjectID?
}

/// A file that held a content.
struct KnownFile {
    let path: DiskPath
    /// Whether a file of which lstat(2) says this still does.
    let isHeld: @Sendable (FileStatus) -> Bool
}

/// Contents that stay in files outside of the repository: a backend of libgit2's object database that can only be read.
///
/// A file counts while it hashes to the id that it had when it was looked at; what a patch touches is written to the
/// repository.
final class BorrowedFiles {
    var known: (any KnownFiles)?

    /// Nil where the file is not as it was.
    fileprivate func bytes(_ id: ObjectID) -> [UInt8]? {
        guard let place = known?.place(of: id), let status = FileStatus(place), status.mode != nil,
            let bytes = try? Disk.read(place, status), (try? Repository.blobID(of: bytes)) == id
        else { return nil }
        return bytes
    }

    /// Hands them to an object database, behind its own backends.
    func attach(to odb: OpaquePointer) throws(GitStoreError) {
        let backend = Backend.make(for: self)
        try Libgit2.check(git_odb_add_backend(odb, &backend.pointee.base, 0), "open the objects")
    }
}

/// What libgit2 sees. The base is the first field, so that a pointer to one is a pointer to the other.
private struct Backend {
    var base: git_odb_backend
    let files: Unmanaged<BorrowedFiles>

    static func make(for files: BorrowedFiles) -> UnsafeMutablePointer<Backend> {
        var base = git_odb_backend()
        Libgit2.expect(git_odb_init_backend(&base, UInt32(GIT_ODB_BACKEND_VERSION)))
        base.read = { data, size, type, backend, id in
            guard let id, let bytes = Backend.files(of: backend)?.bytes(ObjectID(id.pointee)) else {
                return GIT_ENOTFOUND.rawValue
            }
            guard let copy = Backend.copy(bytes, for: backend) else { return GIT_ERROR.rawValue }
            data?.pointee = copy
            size?.pointee = bytes.count
            type?.pointee = GIT_OBJECT_BLOB
            return 0
        }
        base.read_header = { size, type, backend, id in
            guard let id, let place = Backend.files(of: backend)?.known?.place(of: ObjectID(id.pointee)),
                let status = FileStatus(place)
            else { return GIT_ENOTFOUND.rawValue }
            size?.pointee = status.size
            type?.pointee = GIT_OBJECT_BLOB
            return 0
        }
        base.exists = { backend, id in
            guard let id else { return 0 }
            return Backend.files(of: backend)?.known?.place(of: ObjectID(id.pointee)) == nil ? 0 : 1
        }
        base.exists_prefix = { found, backend, prefix, length in
            guard let prefix, let id = Backend.files(of: backend)?.known?.content(prefix, length) else {
                return GIT_ENOTFOUND.rawValue
            }
            found?.pointee = id.raw
            return 0
        }
        // What is to be written is written, although it stands in a folder.
        base.freshen = { _, _ in GIT_ENOTFOUND.rawValue }
        base.free = { Backend.free($0) }
        let made = UnsafeMutablePointer<Backend>.allocate(capacity: 1)
        made.initialize(to: Backend(base: base, files: .passRetained(files)))
        return made
    }

    /// Nil without memory for it.
    private static func copy(
        _ bytes: [UInt8], for backend: UnsafeMutablePointer<git_odb_backend>?
    ) -> UnsafeMutableRawPointer? {
        guard let copy = git_odb_backend_data_alloc(backend, max(bytes.count, 1)) else { return nil }
        bytes.withUnsafeBytes { if let start = $0.baseAddress { memcpy(copy, start, $0.count) } }
        return copy
    }

    private static func free(_ backend: UnsafeMutablePointer<git_odb_backend>?) {
        guard let backend else { return }
        let whole = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: Backend.self)
        whole.pointee.files.release()
        whole.deinitialize(count: 1).deallocate()
    }

    static func files(of backend: UnsafeMutablePointer<git_odb_backend>?) -> BorrowedFiles? {
        guard let backend else { return nil }
        return UnsafeMutableRawPointer(backend).assumingMemoryBound(to: Backend.self).pointee.files
            .takeUnretainedValue()
    }
}
