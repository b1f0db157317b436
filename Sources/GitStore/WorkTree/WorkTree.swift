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
    /// Whether the file is one of a submodule's.
    public let isInSubmodule: Bool

    public init(path: TreePath, kind: Kind, isInSubmodule: Bool = false) {
        self.path = path
        self.kind = kind
        self.isInSubmodule = isInSubmodule
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
        /// Those that the move writes or removes; edits of others are carried along.
        case moved
    }

    let repository: Repository
    public let folder: String
    let root: DiskPath
    let emptyFolders: [TreePath]
    /// Nil where the trees' files stand in the folder as they are.
    let filters: FilterCache?
    private let smallTree: Int
    /// Where this is the folder of a submodule, that of which it is one, and the path there.
    let outer: (workTree: WorkTree, path: TreePath)?

    /// - Parameters:
    ///   - emptyFolders: folders to make where the tree has no file.
    ///   - converts: whether files stand in the folder as git's checkout has them by the tree's attributes, and not as
    ///     they are.
    ///   - smallTree: up to how many files a tree is small.
    public init(
        _ folder: String, repository: Repository, emptyFolders: [TreePath] = [], converts: Bool = false,
        smallTree: Int = 10_000
    ) {
        filters = converts ? FilterCache(repository) : nil
        self.emptyFolders = emptyFolders
        self.folder = folder
        self.repository = repository
        self.smallTree = smallTree
        root = DiskPath(folder)
        outer = nil
    }

    /// The folder of a submodule.
    init(of submodule: TreePath, in outer: WorkTree) {
        emptyFolders = []
        filters = nil
        folder = "\(outer.folder)/\(submodule)"
        repository = outer.repository
        smallTree = outer.smallTree
        root = outer.root / submodule
        self.outer = (outer, submodule)
    }

    /// Told without a look at the tree: from how many files were looked at the last time that all were.
    var isKnownToBeLarge: Bool {
        get throws { try StatCache.fileCount(in: repository, name: cacheName).map { $0 > smallTree } ?? false }
    }

    /// What is known of all files of the folder.
    var cacheName: String {
        get throws(GitStoreError) { "work-" + (try Repository.cacheName(for: folder)) }
    }

    /// The files that are not as the tree has them; files that it does not have are not looked at.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed since the last time.
    public func edits(against tree: ObjectID) throws -> [WorkTreeEdit] {
        let cache = try StatCache(repository: repository, name: cacheName)
        return try edits(of: repository.files(in: tree), cache, filters?.filters(of: tree))
    }

    /// The same of some files. What is known of them is kept apart, because reading it costs by its size.
    func edits(of paths: [TreePath], against tree: ObjectID) throws -> [WorkTreeEdit] {
        let files = try paths.compactMap { try repository.file($0, in: tree) }
        let cache = try StatCache(repository: repository, name: cacheName + "-some")
        return try edits(of: files, cache, filters?.filters(of: tree))
    }

    private func edits(
        of files: [TreeFile], _ cache: StatCache, _ filters: ContentFilters?
    ) throws -> [WorkTreeEdit] {
        let edits = try files.flatMap { file in
            try file.mode == .submodule
                ? self.edits(inSubmodule: file) : [edit(of: file, cache, filters)].compactMap(\.self)
        }
        try cache.save()
        return edits
    }

    private func edit(
        of file: TreeFile, _ cache: StatCache, _ filters: ContentFilters?
    ) throws(GitStoreError) -> WorkTreeEdit? {
        guard let status = FileStatus(root / file.path) else { return WorkTreeEdit(path: file.path, kind: .deleted) }
        guard status.mode == file.mode else { return WorkTreeEdit(path: file.path, kind: .modified) }
        if let id = cache.id(of: file.path, status) {
            return id == file.id ? nil : WorkTreeEdit(path: file.path, kind: .modified)
        }
        let bytes = try Disk.read(root / file.path, status)
        var id = try Repository.blobID(of: bytes)
        // What is known of a file is the content that it shows.
        if id != file.id, let filters, try filters.shown(file) == bytes { id = file.id }
        try cache.record(id, of: file.path, status)
        return id == file.id ? nil : WorkTreeEdit(path: file.path, kind: .modified)
    }
}
