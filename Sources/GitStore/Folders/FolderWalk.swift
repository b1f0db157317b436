import Glibc
import PatchModel

/// All that stands in a folder, found by looking into it.
struct FolderWalk {
    struct File {
        let path: TreePath
        let status: FileStatus
    }

    /// Files and links, in the order of git's trees.
    private(set) var files: [File] = []
    /// Folders in which nothing stands that is taken.
    private(set) var emptyFolders: [TreePath] = []
    private(set) var leftOut = LeftOut()

    private let root: DiskPath
    private let excluded: Set<TreePath>
    private let rules: IgnoreRules?

    /// - Parameters:
    ///   - excluded: what is passed over, as if it were not there. `.git`, wherever it stands, is passed over as well.
    ///   - rules: what is left out and counted; nil for nothing.
    init(_ folder: String, excluding excluded: Set<TreePath>, leavingOut rules: IgnoreRules?) throws {
        root = DiskPath(folder)
        self.excluded = excluded
        self.rules = rules
        _ = try walk(nil)
    }

    /// - Returns: whether there is anything in the folder, or the folder is not for us to judge.
    private mutating func walk(_ folder: TreePath?) throws -> Bool {
        var isTaken = false
        for entry in try FolderEntry.list(folder.map { root / $0 } ?? root) where entry.name != Self.repository {
            let path = try TreePath(stored: (folder.map { $0.bytes + [0x2f] } ?? []) + entry.name)
            if excluded.contains(path) {
                isTaken = true
                continue
            }
            if let rules, try rules.cover(path, isFolder: entry.status.kind == .folder) {
                leftOut.ignored += entry.status.kind == .folder ? try Self.count(root / path) : 1
                continue
            }
            try take(path, entry.status)
            isTaken = true
        }
        return isTaken
    }

    private mutating func take(_ path: TreePath, _ status: FileStatus) throws {
        switch status.kind {
        case .file, .link: files.append(File(path: path, status: status))
        case .folder: if try !walk(path) { emptyFolders.append(path) }
        case .other: leftOut.special.append(path)
        }
    }

    private static func count(_ folder: DiskPath) throws(GitStoreError) -> Int {
        var count = 0
        for entry in try FolderEntry.list(folder) where entry.name != repository {
            let path = try TreePath(stored: entry.name)
            count += entry.status.kind == .folder ? try Self.count(folder / path) : 1
        }
        return count
    }

    private static let repository = Array(".git".utf8)
}

/// What of a folder no tree has.
public struct LeftOut: Hashable, Sendable {
    /// How many files `.gitignore` names, where these are left out.
    public internal(set) var ignored = 0
    /// Neither files, links nor folders: pipes, sockets, devices.
    public internal(set) var special: [TreePath] = []

    public init() {}
}
