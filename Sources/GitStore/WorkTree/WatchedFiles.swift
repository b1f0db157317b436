import Files
import Glibc
import PatchModel

/// Some files of a large work tree that are looked at before every step: those that the patches of a series touch.
public struct WatchedPaths {
    /// Equal for equal paths alone; nil where nothing is to be kept of them.
    let name: String?
    let paths: () -> [TreePath]

    /// - Parameter paths: asked for where they are not known by their name.
    public init(name: String?, paths: @escaping () -> [TreePath]) {
        self.name = name
        self.paths = paths
    }
}

/// What those files held when they were looked at last, and what the tree has of them, in a file of the repository: so
/// that a look costs one lstat(2) a file.
struct WatchedFiles {
    private let file: KeptFile
    private let key: String
    private var entries: [Entry] = []
    private var tree: ObjectID
    private let written: timespec?
    private var isChanged: Bool

    private struct Entry {
        let path: TreePath
        /// Nil where the tree has no file there.
        var mode: FileMode?
        var id: ObjectID?
        /// What the file held that lstat(2) said this of.
        var known: (stamp: Stamp, content: ObjectID)?
    }

    private struct Stamp: Equatable {
        let words: [UInt64]

        init(_ status: FileStatus) {
            words = [
                UInt64(truncatingIfNeeded: status.size), status.inode, status.modified.nanoseconds,
                status.changed.nanoseconds,
            ]
        }

        init(_ reader: inout KeptReader) { words = [reader.word(), reader.word(), reader.word(), reader.word()] }

        var modified: UInt64 { words[2] }
    }

    /// - Parameter name: of the work tree's caches.
    init(_ watched: WatchedPaths, in tree: ObjectID, _ repository: Repository, name: String) throws {
        file = KeptFile(repository.path + "patchbench-watched-\(name)")
        key = "1 \(watched.name ?? "-")"
        self.tree = tree
        if watched.name != nil, let content = file.read(key: key), let known = Self.read(content) {
            (entries, self.tree, written, isChanged) = (known.entries, known.tree, content.written, false)
            if (try? follow(tree, repository)) != nil { return }
        } else {
            (written, isChanged) = (nil, true)
        }
        // Of the tree that it was of nothing may be left.
        (entries, self.tree, isChanged) = (try Self.entries(watched.paths(), in: tree, repository), tree, true)
    }

    private static func entries(
        _ paths: [TreePath], in tree: ObjectID, _ repository: Repository
    ) throws -> [Entry] {
        try paths.map { path in
            let file = try repository.file(path, in: tree)
            return Entry(path: path, mode: file?.mode, id: file?.id)
        }
    }

    private static func read(_ content: KeptFile.Content) -> (entries: [Entry], tree: ObjectID)? {
        var reader = KeptReader(content.bytes, at: content.body)
        let tree = ObjectID(bytes: reader.raw(20))
        var entries: [Entry] = []
        for _ in 0..<reader.number() where !reader.isBroken {
            guard let path = try? TreePath(stored: reader.text()) else { return nil }
            var entry = Entry(path: path)
            if reader.flag() {
                entry.mode = FileMode(rawValue: UInt32(reader.number()))
                entry.id = ObjectID(bytes: reader.raw(20))
            }
            if reader.flag() { entry.known = (Stamp(&reader), ObjectID(bytes: reader.raw(20))) }
            entries.append(entry)
        }
        return reader.isBroken ? nil : (entries, tree)
    }

    /// Takes over what another tree has of the files.
    private mutating func follow(_ tree: ObjectID, _ repository: Repository) throws {
        guard tree != self.tree else { return }
        let steps = try repository.steps(from: self.tree, to: tree)
        let changed = Dictionary(steps.map { ($0.path, $0.new) }) { $1 }
        for index in entries.indices {
            guard let new = changed[entries[index].path] else { continue }
            (entries[index].mode, entries[index].id) = (new?.mode, new?.id)
        }
        (self.tree, isChanged) = (tree, true)
    }

    /// Whether one of them is a submodule, which is looked at otherwise.
    var hasSubmodule: Bool { entries.contains { $0.mode == .submodule } }

    /// The files that are not as the tree has them, and those that it does not have and that are there.
    /// - Parameter shows: whether the bytes are how the work tree shows the tree's file.
    mutating func changed(
        in root: DiskPath, shows: (TreeFile, [UInt8]) throws -> Bool
    ) throws -> (edited: [TreePath], new: [TreePath]) {
        var (edited, new): ([TreePath], [TreePath]) = ([], [])
        let folder = root.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(folder) }
        for index in entries.indices {
            let entry = entries[index]
            let status = FileStatus(entry.path.bytes, in: folder)
            guard let id = entry.id, let mode = entry.mode else {
                if status != nil { new.append(entry.path) }
                continue
            }
            guard let status, status.mode == mode else {
                edited.append(entry.path)
                continue
            }
            if try content(of: index, status, root, id, mode, shows) != id { edited.append(entry.path) }
        }
        return (edited, new)
    }

    private mutating func content(
        of index: Int, _ status: FileStatus, _ root: DiskPath, _ id: ObjectID, _ mode: FileMode,
        _ shows: (TreeFile, [UInt8]) throws -> Bool
    ) throws -> ObjectID {
        let stamp = Stamp(status)
        // What was written in the same moment as this may have changed again within the clock's grain.
        if let known = entries[index].known, known.stamp == stamp, let written,
            stamp.modified < written.nanoseconds
        {
            return known.content
        }
        let path = entries[index].path
        let bytes = try Disk.read(root / path, status)
        var content = try Repository.blobID(of: bytes)
        // What is known of a file is the content that it shows.
        if content != id, try shows(TreeFile(path: path, mode: mode, id: id), bytes) { content = id }
        entries[index].known = (stamp, content)
        isChanged = true
        return content
    }

    func save() {
        guard isChanged, key != "1 -" else { return }
        var writer = KeptWriter()
        writer.put(raw: tree.bytes)
        writer.put(entries.count)
        for entry in entries {
            writer.put(entry.path.bytes)
            writer.put(entry.id != nil)
            if let id = entry.id, let mode = entry.mode {
                writer.put(Int(mode.rawValue))
                writer.put(raw: id.bytes)
            }
            writer.put(entry.known != nil)
            guard let known = entry.known else { continue }
            for word in known.stamp.words { writer.put(word: word) }
            writer.put(raw: known.content.bytes)
        }
        // Where it cannot be written all files are read the next time.
        try? file.write(writer.bytes, key: key)
    }
}
