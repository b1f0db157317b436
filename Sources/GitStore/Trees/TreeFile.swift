import CLibgit2
import Glibc
import PatchModel

/// A file of a tree, or a submodule.
public struct TreeFile: Hashable, Sendable {
    public let path: TreePath
    public let mode: FileMode
    /// Of its content; of a submodule its commit's.
    public let id: ObjectID
}

extension Repository {
    /// All files of a tree, in the order of git's trees.
    /// Cost: one object read a folder.
    public func files(in tree: ObjectID) throws -> [TreeFile] {
        var files: [TreeFile] = []
        try collectFiles(of: tree, prefix: [], into: &files)
        return files
    }

    func collectFiles(of id: ObjectID, prefix: [UInt8], into files: inout [TreeFile]) throws {
        let tree = try tree(id)
        for index in 0..<git_tree_entrycount(tree.pointer) {
            guard let entry = TreeEntry(git_tree_entry_byindex(tree.pointer, index)) else { continue }
            if entry.isFolder {
                try collectFiles(of: entry.id, prefix: prefix + entry.name + [0x2f], into: &files)
                continue
            }
            files.append(try TreeFile(try TreePath(stored: prefix + entry.name), entry))
        }
    }

    /// The file at a path; nil when there is none.
    public func file(_ path: TreePath, in tree: ObjectID) throws -> TreeFile? {
        guard case .entry(let entry) = try look(up: path, in: tree), let mode = entry.mode else { return nil }
        return TreeFile(path: path, mode: mode, id: entry.id)
    }

    /// Its bytes; of a submodule the text that names its commit.
    public func content(of file: TreeFile) throws(GitStoreError) -> [UInt8] {
        file.mode == .submodule ? Submodule.text(of: file.id.description) : try blob(file.id)
    }

    /// The id under which a tree holds this content.
    static func id(of bytes: [UInt8], mode: FileMode) throws(GitStoreError) -> ObjectID? {
        guard mode == .submodule else { return try blobID(of: bytes) }
        return Submodule.commit(in: bytes).flatMap { ObjectID(hex: $0) }
    }

    enum Lookup {
        case missing
        case entry(TreeEntry)
        case blocked(by: TreePath, FileMode)
    }

    /// Goes down the tree one component at a time.
    func look(up path: TreePath, in root: ObjectID) throws -> Lookup {
        var folder = root
        let components = path.bytes.split(separator: 0x2f)
        for (depth, component) in components.enumerated() {
            let tree = try tree(folder)
            let found = DiskPath(bytes: Array(component)).withCString { name in
                TreeEntry(git_tree_entry_byname(tree.pointer, name))
            }
            guard let entry = found else { return .missing }
            if depth == components.count - 1 { return .entry(entry) }
            guard entry.isFolder else {
                let obstacle = try TreeFile(path.ancestors[depth], entry)
                return .blocked(by: obstacle.path, obstacle.mode)
            }
            folder = entry.id
        }
        return .missing
    }
}

/// An entry of a tree object, copied out of it.
struct TreeEntry {
    let name: [UInt8]
    let id: ObjectID
    let rawMode: UInt32

    init?(_ entry: OpaquePointer?) {
        guard let entry, let name = git_tree_entry_name(entry), let id = git_tree_entry_id(entry) else { return nil }
        self.name = Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
        self.id = ObjectID(id.pointee)
        rawMode = git_tree_entry_filemode_raw(entry).rawValue
    }

    var isFolder: Bool { rawMode == GIT_FILEMODE_TREE.rawValue }

    /// Git once wrote regular files with group write permission, 100664; they are regular files.
    var mode: FileMode? { rawMode == 0o100664 ? .regular : FileMode(rawValue: rawMode) }
}
