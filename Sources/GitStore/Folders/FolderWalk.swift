import Glibc
import PatchModel

/// What stands in a folder, found by looking into it.
struct FolderWalk {
    struct File {
        let path: TreePath
        let status: FileStatus
    }

    /// What is taken.
    struct Choice {
        /// Passed over, as if it were not there.
        var excluded: Set<TreePath> = []
        /// What these name is left out; nil for nothing.
        var rules: IgnoreRules?
        /// Whether the files that are left out are counted.
        var countsIgnored = true
        var foreign = Foreign.taken
    }

    /// What becomes of repositories in the folder, and of names that are not safe.
    enum Foreign {
        /// The files of a repository are taken, but for its `.git`; a name that is not safe is an error.
        case taken
        case refused, passedOver
    }

    /// Files and links, in the order of git's trees.
    private(set) var files: [File] = []
    /// Folders in which nothing stands that is taken.
    private(set) var emptyFolders: [TreePath] = []
    private(set) var leftOut = LeftOut()
    /// The folders of a scan in which something stands that is taken, or not for us to judge.
    private(set) var usedFolders: Set<TreePath> = []

    private let root: DiskPath
    private let choice: Choice

    /// Takes what a look at a folder found beside what was known, with all that stands in it.
    init(_ folder: String, _ others: [FolderScan.Other], _ choice: Choice) throws {
        root = DiskPath(folder)
        self.choice = choice
        for other in others {
            guard let path = try path(other.path), try consider(path, other.status), let parent = path.parent else {
                continue
            }
            usedFolders.insert(parent)
        }
    }

    private func path(_ bytes: [UInt8]) throws -> TreePath? {
        choice.foreign == .passedOver ? try? TreePath(stored: bytes) : try TreePath(stored: bytes)
    }

    /// - Returns: whether it is taken, or not for us to judge.
    private mutating func consider(_ path: TreePath, _ status: FileStatus) throws -> Bool {
        if choice.excluded.contains(path) { return true }
        let isFolder = status.kind == .folder
        if let rules = choice.rules, try rules.cover(path, isFolder: isFolder) {
            if choice.countsIgnored { leftOut.ignored += isFolder ? try Self.count(root / path) : 1 }
            return false
        }
        switch status.kind {
        case .file, .link: files.append(File(path: path, status: status))
        case .folder: try walk(path)
        case .other: leftOut.special.append(path)
        }
        return true
    }

    private mutating func walk(_ folder: TreePath) throws {
        // As to git, a folder that may not be looked into, or went meanwhile, has nothing that is new.
        let listed = Result { try FolderEntry.list(root / folder) }
        guard let entries = try choice.foreign == .taken ? listed.get() : try? listed.get() else { return }
        let content = entries.filter { $0.name != Self.repository }
        if choice.foreign != .taken, content.count < entries.count {
            guard choice.foreign == .passedOver else { throw GitStoreError.nestedRepository("\(root / folder)") }
            return
        }
        var isUsed = false
        for entry in content {
            guard let path = try path(folder.bytes + [0x2f] + entry.name) else { continue }
            if try consider(path, entry.status) { isUsed = true }
        }
        if !isUsed { emptyFolders.append(folder) }
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
