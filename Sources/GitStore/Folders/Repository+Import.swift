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
        let root = DiskPath(folder)
        let excluded = try Self.paths(options.excluded, in: folder).union([TreePath(stored: Array(".patchbench".utf8))])
        let rules = options.leavesOutIgnored ? try IgnoreRules(of: folder, self) : nil
        let name = (rules == nil ? "base-" : "kept-base-") + (try Self.cacheName(for: folder))
        var states = FileStates(name, in: self)
        var scan = try FolderScan(root, states, listsOthers: true)
        // What is taken of what is known may be other files now.
        let isAnew = states.hasAny(of: excluded) || rules != nil && scan.hasIgnoreFile(states)
        if isAnew { scan = try FolderScan(root, FileStates(), listsOthers: true) }
        let walk = try FolderWalk(folder, scan.others, FolderWalk.Choice(excluded: excluded, rules: rules))
        let known = isAnew ? [] : scan.known(states)
        borrowedFiles.known = nil
        let tree = try tree(of: walk, scan, known, &states, in: root, options)
        states.save()
        borrowedFiles.known = FolderContents(root, states)
        let bare = try scan.bareFolders.map(TreePath.init(stored:)).filter { !walk.usedFolders.contains($0) }
        return FolderTree(tree: tree, emptyFolders: (walk.emptyFolders + bare).sorted(), leftOut: walk.leftOut)
    }

    /// Hashes what is new and what changed, and has the tree of all of it known.
    /// - Parameter known: the files that are as they are known.
    private func tree(
        of walk: FolderWalk, _ scan: FolderScan, _ known: [Int], _ states: inout FileStates, in root: DiskPath,
        _ options: FolderOptions
    ) throws -> ObjectID {
        if walk.files.isEmpty, known.count == states.entries.count, let tree = states.tree, exists(tree) { return tree }
        let changed = scan.doubts.compactMap { doubt -> FolderWalk.File? in
            guard let status = doubt.status, status.mode != nil else { return nil }
            return FolderWalk.File(path: states.entries[doubt.index].path, status: status)
        }
        let files = (known.map { states.entries[$0] } + (try entries(of: changed + walk.files, states, in: root)))
            .sorted { $0.path < $1.path }
        let tree = try buffered {
            if files.count <= options.smallFolder, files.reduce(0, { $0 + $1.size }) <= 64 << 20 {
                try keep(files, in: root)
            }
            return try TreeWriter(files, in: self).write()
        }
        states.take(files, as: tree)
        return tree
    }

    /// Files with the ids of what they hold.
    private func entries(
        of files: [FolderWalk.File], _ states: FileStates, in root: DiskPath
    ) throws -> [FileStates.Entry] {
        var entries = files.map { FileStates.Entry($0.path, $0.status, states.id(of: $0.path, $0.status)) }
        let unknown = entries.indices.filter { entries[$0].file == nil }
        for start in stride(from: 0, to: unknown.count, by: Self.filesAtOnce) {
            try Task.checkCancellation()
            let part = unknown[start..<min(start + Self.filesAtOnce, unknown.count)]
            for (index, id) in zip(part, try FolderContents.ids(of: part.map { files[$0] }, in: root)) {
                entries[index] = FileStates.Entry(files[index].path, files[index].status, id)
            }
        }
        return entries
    }

    /// How many are hashed before one looks whether the task is cancelled.
    private static let filesAtOnce = 1024

    /// Copies contents that the repository does not have.
    private func keep(_ entries: [FileStates.Entry], in root: DiskPath) throws {
        for entry in entries {
            guard let file = entry.file, !exists(file.id), let status = FileStatus(root / entry.path) else { continue }
            _ = try write(blob: try Disk.read(root / entry.path, status))
        }
    }

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
