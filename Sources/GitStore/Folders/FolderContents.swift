import CLibgit2
import PatchModel

/// The files of an imported folder, by their contents.
final class FolderContents: KnownFiles {
    private let root: DiskPath
    private let cache: StatCache
    private lazy var paths = cache.pathsByContent()

    init(_ root: DiskPath, _ cache: StatCache) {
        self.root = root
        self.cache = cache
    }

    func place(of id: ObjectID) -> DiskPath? { paths[id].map { root / $0 } }

    func unchanged(_ id: ObjectID) -> UnchangedFile? {
        guard let path = paths[id], let status = FileStatus(root / path), status.kind != .link,
            cache.id(of: path, status) == id
        else { return nil }
        return UnchangedFile(path: root / path, status: status)
    }

    func content(_ prefix: UnsafePointer<git_oid>, _ length: Int) -> ObjectID? {
        let found = paths.keys.filter { id in withUnsafePointer(to: id.raw) { git_oid_ncmp($0, prefix, length) == 0 } }
        return found.count == 1 ? found.first : nil
    }

    static func hash(_ path: DiskPath, _ status: FileStatus) throws(GitStoreError) -> ObjectID {
        guard status.size > 4 << 20, status.kind != .link else {
            return try Repository.blobID(of: try Disk.read(path, status))
        }
        var id = git_oid()
        let code = path.withCString { git_odb_hashfile(&id, $0, GIT_OBJECT_BLOB) }
        try Libgit2.check(code, "hash \(path)")
        return ObjectID(id)
    }
}
