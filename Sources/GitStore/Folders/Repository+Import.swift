import CLibgit2
import Glibc
import PatchModel

/// A folder as it stands.
public struct FolderTree: Hashable, Sendable {
    /// Of its files and links.
    public let tree: ObjectID
    /// Folders in which no file stands, which a tree cannot hold.
    public let emptyFolders: [TreePath]
    public let leftOut: LeftOut
}

/// What of a folder is taken.
public struct FolderOptions: Hashable, Sendable {
    /// Whether what `.gitignore` files in the folder name is left out.
    public var leavesOutIgnored: Bool
    /// Up to how many files, and 64 MiB, a folder is small: its contents are copied to the repository.
    public var smallFolder: Int
    /// Files and folders that are passed over, as if they were not there: absolute paths.
    public var excluded: [String]

    public init(leavesOutIgnored: Bool = false, smallFolder: Int = 10_000, excluded: [String] = []) {
        self.smallFolder = smallFolder
        self.leavesOutIgnored = leavesOutIgnored
        self.excluded = excluded
    }
}

extension Repository {
    /// The tree of a folder as it stands: every file and link, byte for byte, whatever `.gitignore` and
    /// `.gitattributes` say. Only `.git`, wherever it is, and `.patchbench` at the top stay out.
    ///
    /// The contents of a large folder stay there (`BorrowedFiles`). Cost: one lstat(2) a file, and hashing those that
    /// changed since the last time, on all CPUs.
    /// - Throws: `notAFolder`, `unsafePath`, `file`; `CancellationError` where the task is cancelled.
    public func importFolder(_ folder: String, _ options: FolderOptions = FolderOptions()) throws -> FolderTree {
        guard FileStatus(folder + "/.")?.kind == .folder else { throw GitStoreError.notAFolder(folder) }
        let own = try TreePath(stored: Array(".patchbench".utf8))
        let walk = try FolderWalk(
            folder, excluding: Self.paths(options.excluded, in: folder).union([own]),
            leavingOut: options.leavesOutIgnored ? IgnoreRules(of: folder, self) : nil)
        let cache = try StatCache(repository: self, name: try Self.cacheName(for: folder))
        let size = walk.files.reduce(0) { $0 + $1.status.size }
        let isSmall = walk.files.count <= options.smallFolder && size <= 64 << 20
        let tree = try buffered {
            let ids = try contents(of: walk.files, in: DiskPath(folder), cache, keeps: isSmall)
            try cache.keep(only: walk.files.map(\.path))
            return try TreeWriter(walk.files, ids, in: self).write()
        }
        try cache.save()
        borrowedFiles.known = FolderContents(DiskPath(folder), cache)
        return FolderTree(tree: tree, emptyFolders: walk.emptyFolders, leftOut: walk.leftOut)
    }

    /// Of each file, its content's id.
    private func contents(
        of files: [FolderWalk.File], in folder: DiskPath, _ cache: StatCache, keeps: Bool
    ) throws -> [ObjectID] {
        var ids = files.map { file in cache.id(of: file.path, file.status).flatMap { !keeps || exists($0) ? $0 : nil } }
        let unknown = ids.indices.filter { ids[$0] == nil }
        for start in stride(from: 0, to: unknown.count, by: Self.filesAtOnce) {
            try Task.checkCancellation()
            let part = Array(unknown[start..<min(start + Self.filesAtOnce, unknown.count)])
            let hashed = part.concurrentMap { index in
                Result { () throws(GitStoreError) in
                    try FolderContents.hash(folder / files[index].path, files[index].status)
                }
            }
            for (index, id) in zip(part, hashed) {
                ids[index] = try id.get()
                try cache.record(try id.get(), of: files[index].path, files[index].status)
                if keeps { _ = try write(blob: try Disk.read(folder / files[index].path, files[index].status)) }
            }
        }
        return ids.compactMap(\.self)
    }

    /// How many are hashed before one looks whether the task is cancelled.
    private static let filesAtOnce = 1024

    /// Those of some absolute paths that lie in a folder, as seen from there.
    private static func paths(_ places: [String], in folder: String) throws(GitStoreError) -> Set<TreePath> {
        let root = resolved(folder) + "/"
        var paths: Set<TreePath> = []
        for place in places {
            // What is passed over may itself be a link.
            let parts = place.split(separator: "/").map(String.init)
            guard let name = parts.last else { continue }
            let whole = resolved("/" + parts.dropLast().joined(separator: "/")) + "/" + name
            guard whole.utf8.starts(with: root.utf8) else { continue }
            paths.insert(try TreePath(stored: Array(whole.utf8.dropFirst(root.utf8.count))))
        }
        return paths
    }

    /// A file name for what is kept of a folder.
    static func cacheName(for folder: String) throws(GitStoreError) -> String {
        try blobID(of: Array(resolved(folder).utf8)).description
    }

    private static func resolved(_ folder: String) -> String {
        let resolved = realpath(folder, nil)
        defer { free(resolved) }
        return resolved.map { String(cString: $0) } ?? folder
    }
}
