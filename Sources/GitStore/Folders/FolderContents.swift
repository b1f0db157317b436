import CLibgit2
import PatchModel

/// The files of an imported folder, by their contents.
final class FolderContents: KnownFiles {
    private let root: DiskPath
    private let states: FileStates
    private lazy var places = Dictionary(
        states.entries.indices.map { (states.entries[$0].file!.id, $0) }, uniquingKeysWith: { first, _ in first })

    /// - Parameter states: of files all of which are there.
    init(_ root: DiskPath, _ states: FileStates) {
        self.root = root
        self.states = states
    }

    func place(of id: ObjectID) -> DiskPath? { places[id].map { root / states.entries[$0].path } }

    func file(_ id: ObjectID) -> KnownFile? {
        guard let index = places[id], let known = states.known(index), known.mode != .symbolicLink else { return nil }
        return KnownFile(path: root / states.entries[index].path) { known.isTrue(of: $0) }
    }

    func content(_ prefix: UnsafePointer<git_oid>, _ length: Int) -> ObjectID? {
        let found = places.keys.filter { id in withUnsafePointer(to: id.raw) { git_oid_ncmp($0, prefix, length) == 0 } }
        return found.count == 1 ? found.first : nil
    }

    /// The ids of files' contents, on all CPUs.
    static func ids(of files: [FolderWalk.File], in root: DiskPath) throws -> [ObjectID] {
        try files.concurrentMap { file in
            Result { () throws(GitStoreError) in try hash(root / file.path, file.status) }
        }.map { try $0.get() }
    }

    private static func hash(_ path: DiskPath, _ status: FileStatus) throws(GitStoreError) -> ObjectID {
        guard status.size > 4 << 20, status.kind != .link else {
            return try Repository.blobID(of: try Disk.read(path, status))
        }
        var id = git_oid()
        let code = path.withCString { git_odb_hashfile(&id, $0, GIT_OBJECT_BLOB) }
        try Libgit2.check(code, "hash \(path)")
        return ObjectID(id)
    }
}
