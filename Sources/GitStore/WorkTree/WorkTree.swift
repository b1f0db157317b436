import Glibc
import PatchModel

/// A file of a work tree that is not as its tree has it.
public struct WorkTreeEdit: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case modified, deleted
        /// Not in the tree that the work tree is at, and where the other tree has a file or folder.
        case inTheWay
    }

    public let path: TreePath
    public let kind: Kind

    public init(path: TreePath, kind: Kind) {
        self.path = path
        self.kind = kind
    }
}

/// What came of bringing a work tree to another tree.
public enum WorkTreeOutcome: Hashable, Sendable {
    /// The paths written and removed, in order.
    case moved([TreePath])
    /// Nothing was changed, because these edits would be lost or overwritten.
    case refused([WorkTreeEdit])
}

/// A folder that shows one tree at a time, in which builds are made.
///
/// Files that no tree knows, such as what a build leaves, stay untouched.
public final class WorkTree {
    /// Which files must be without edits before the work tree may move.
    public enum Check: Hashable, Sendable {
        /// All files of the tree.
        case all
        /// Those that the move writes or removes: the cost is that of the difference.
        case touched
    }

    let repository: Repository
    public let folder: String
    let root: DiskPath

    public init(_ folder: String, repository: Repository) {
        self.folder = folder
        self.repository = repository
        root = DiskPath(folder)
    }

    /// The files that are not as the tree has them; files that it does not have are not looked at.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed since the last time.
    public func edits(against tree: ObjectID) throws -> [WorkTreeEdit] {
        let cache = try StatCache(repository: repository, name: "work-" + (try Repository.cacheName(for: folder)))
        var edits: [WorkTreeEdit] = []
        for file in try repository.files(in: tree) {
            if let edit = try edit(of: file, cache) { edits.append(edit) }
        }
        try cache.save()
        return edits
    }

    private func edit(of file: TreeFile, _ cache: StatCache) throws(GitStoreError) -> WorkTreeEdit? {
        guard let status = FileStatus(root / file.path) else { return WorkTreeEdit(path: file.path, kind: .deleted) }
        guard status.mode == file.mode else { return WorkTreeEdit(path: file.path, kind: .modified) }
        if let id = cache.id(of: file.path, status) {
            return id == file.id ? nil : WorkTreeEdit(path: file.path, kind: .modified)
        }
        let id = try Repository.blobID(of: try Disk.read(root / file.path, status))
        try cache.record(id, of: file.path, status)
        return id == file.id ? nil : WorkTreeEdit(path: file.path, kind: .modified)
    }
}
