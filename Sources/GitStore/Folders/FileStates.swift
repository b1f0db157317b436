import Files
import Glibc
import PatchModel

/// Files as a tree has them, and what lstat(2) said of each when a folder's file was last seen to hold that: kept in a
/// file of the repository, so that a look at the folder costs one lstat(2) a file.
///
/// A file that was written in the same moment as this was, or later, is not trusted: it may have changed again within
/// the clock's grain.
struct FileStates {
    struct Entry {
        let path: TreePath
        /// Nil where the tree has no file there.
        var file: Content?
        fileprivate var stamp: Stamp?

        fileprivate init(path: TreePath, file: Content? = nil, stamp: Stamp? = nil) {
            (self.path, self.file, self.stamp) = (path, file, stamp)
        }

        /// A file of a tree.
        /// - Parameter status: of one that is known to hold what the tree has.
        init(_ file: TreeFile, _ status: FileStatus? = nil) {
            self.init(path: file.path, file: Content(file), stamp: status.map(Stamp.init))
        }

        /// A file as it stands.
        init(_ path: TreePath, _ status: FileStatus, _ id: ObjectID?) {
            let file = status.mode.flatMap { mode in id.map { Content(mode: mode, id: $0) } }
            self.init(path: path, file: file, stamp: Stamp(status))
        }

        /// In bytes, where it was seen.
        var size: Int { stamp.map { Int(truncatingIfNeeded: $0.size) } ?? 0 }
    }

    struct Content: Equatable {
        let mode: FileMode
        let id: ObjectID

        init(mode: FileMode, id: ObjectID) { (self.mode, self.id) = (mode, id) }
        init(_ file: TreeFile) { self.init(mode: file.mode, id: file.id) }
    }

    fileprivate struct Stamp: Equatable {
        let size: UInt64
        let inode: UInt64
        let modified: UInt64
        let changed: UInt64

        init(_ status: FileStatus) {
            (size, inode) = (UInt64(truncatingIfNeeded: status.size), status.inode)
            (modified, changed) = (status.modified.nanoseconds, status.changed.nanoseconds)
        }

        init(size: UInt64, inode: UInt64, modified: UInt64, changed: UInt64) {
            (self.size, self.inode, self.modified, self.changed) = (size, inode, modified, changed)
        }
    }

    /// In the order of their paths' bytes, which is that of git's trees.
    private(set) var entries: [Entry] = []
    /// Whose files they are; nil where nothing was kept.
    private(set) var tree: ObjectID?
    private let kept: (file: KeptFile, key: String)?
    private var written: UInt64
    private var isChanged = false

    /// What is kept under a name, if it was kept under that key.
    init(_ name: String, key: String = "", in repository: Repository) {
        let file = KeptFile(Self.path(name, repository))
        let key = "1 " + key
        kept = (file, key)
        guard let content = file.read(key: key), let (tree, entries) = Self.read(content) else {
            written = 0
            return
        }
        (self.tree, self.entries, written) = (tree, entries, content.written.nanoseconds)
    }

    /// Nothing is known.
    init() { (kept, written) = (nil, 0) }

    /// Some files of a tree, of which nothing is kept.
    init(of paths: [TreePath], in tree: ObjectID, _ repository: Repository) throws {
        (kept, written, self.tree) = (nil, 0, tree)
        entries = try Self.entries(of: paths, in: tree, repository)
    }

    private static func path(_ name: String, _ repository: Repository) -> String {
        repository.path + "patchbench-states-\(name)"
    }

    /// How many are kept under a name, without reading them; nil where there are none.
    static func count(_ name: String, in repository: Repository) -> Int? {
        let start = KeptFile.bodyStart(key: "1 ")
        guard let bytes = KeptFile.bytes(of: path(name, repository), 0..<(start + 24)) else { return nil }
        var reader = KeptReader(bytes, at: start + 20)
        return reader.number()
    }

    // MARK: On the disk

    private static func read(_ content: KeptFile.Content) -> (ObjectID, [Entry])? {
        var reader = KeptReader(content.bytes, at: content.body)
        let tree = ObjectID(bytes: reader.raw(20))
        let count = reader.number()
        var entries: [Entry] = []
        entries.reserveCapacity(min(count, content.bytes.count / head))
        for _ in 0..<count {
            guard let (file, stamp) = reader.withRaw(head, Self.head(of:)) else { return nil }
            entries.append(Entry(path: TreePath(known: reader.text()), file: file, stamp: stamp))
        }
        return reader.isBroken ? nil : (tree, entries)
    }

    /// What stands before each path: the mode and the id, zeros for no file; the stamp, zeros for none.
    private static let head = 4 + 20 + 32

    private static func head(of bytes: UnsafeRawBufferPointer) -> (Content?, Stamp?) {
        let number = { (place: Int) in
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
        let mode = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
        let file = FileMode(rawValue: mode).map { Content(mode: $0, id: ObjectID(bytes: bytes[4..<24])) }
        // No file's number is 0.
        let stamp = Stamp(size: number(24), inode: number(32), modified: number(40), changed: number(48))
        return (file, stamp.inode == 0 ? nil : stamp)
    }

    mutating func save() {
        guard isChanged, let kept, let tree else { return }
        var writer = KeptWriter(capacity: entries.count * 2 * Self.head)
        writer.put(raw: tree.bytes)
        writer.put(entries.count)
        for entry in entries {
            writer.put(Int(entry.file?.mode.rawValue ?? 0))
            writer.put(raw: entry.file?.id.bytes ?? [UInt8](repeating: 0, count: 20))
            let stamp = entry.stamp
            for word in [stamp?.size, stamp?.inode, stamp?.modified, stamp?.changed] { writer.put(word: word ?? 0) }
            writer.put(entry.path.bytes)
        }
        // Where it cannot be written all files are read the next time.
        guard (try? kept.file.write(writer.bytes, key: kept.key)) != nil, let now = kept.file.written else { return }
        written = now.nanoseconds
    }
}

extension FileStates {
    /// What a file is that holds what the tree has.
    struct Known: Sendable {
        let mode: FileMode
        fileprivate let stamp: Stamp

        func isTrue(of status: FileStatus) -> Bool { stamp == Stamp(status) && mode == status.mode }
    }

    /// Nil where that is not known, or not to be trusted.
    func known(_ index: Int) -> Known? {
        guard let stamp = entries[index].stamp, stamp.modified < written, let mode = entries[index].file?.mode else {
            return nil
        }
        return Known(mode: mode, stamp: stamp)
    }

    /// Whether the file is known to hold what the tree has.
    func isKnown(_ index: Int, _ status: FileStatus) -> Bool { known(index)?.isTrue(of: status) ?? false }

    /// The file was seen to hold what the tree has.
    /// - Parameter status: from before it was read.
    mutating func note(_ status: FileStatus, at index: Int) {
        entries[index].stamp = Stamp(status)
        isChanged = true
    }

    /// The file holds something else than it was known to, or is gone.
    /// - Parameter status: nil where nothing is to be known of it.
    mutating func note(_ file: Content?, _ status: FileStatus?, at index: Int) {
        (entries[index].file, entries[index].stamp) = (file, status.map(Stamp.init))
        isChanged = true
    }
}

// MARK: Looking up

extension FileStates {
    /// What the file holds, if that is known.
    func id(of path: TreePath, _ status: FileStatus) -> ObjectID? {
        index(of: path).flatMap { isKnown($0, status) ? entries[$0].file?.id : nil }
    }

    private func index(of path: TreePath) -> Int? {
        let place = place(of: path)
        return place < entries.count && entries[place].path == path ? place : nil
    }

    /// Whether one of the paths is a file of these, or a folder that holds some.
    func hasAny(of paths: Set<TreePath>) -> Bool {
        paths.contains { path in
            // What a folder holds comes behind its slash, and others may before.
            let inside = place(of: TreePath(known: path.bytes + [0x2f]))
            return index(of: path) != nil || inside < entries.count && entries[inside].path.isInside(path)
        }
    }

    /// Of the first that does not come before the path.
    private func place(of path: TreePath) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].path < path { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

// MARK: What a tree has

extension FileStates {
    /// Takes over all files of a tree. Cost: the folders in which it differs from the one before.
    mutating func show(_ tree: ObjectID, _ repository: Repository) throws {
        if let steps = try? self.tree.map({ try repository.steps(from: $0, to: tree) }) {
            follow(steps, to: tree)
        } else {
            // Of the tree that it was of nothing may be left.
            take(try repository.files(in: tree).map { Entry($0) }, as: tree)
        }
    }

    private mutating func follow(_ steps: [TreeStep], to tree: ObjectID) {
        guard !steps.isEmpty || tree != self.tree else { return }
        (self.tree, isChanged) = (tree, true)
        var changed = Dictionary(steps.map { ($0.path, $0.new.map(Content.init)) }) { $1 }
        guard !changed.isEmpty else { return }
        entries = entries.compactMap { entry in
            guard let new = changed.removeValue(forKey: entry.path) else { return entry }
            return new.map { Entry(path: entry.path, file: $0) }
        }
        insert(changed.map { ($0.key, $0.value) })
    }

    /// Takes over what a tree has of some files, and what is known of them.
    mutating func show(
        _ tree: ObjectID, of paths: () throws -> [TreePath], _ repository: Repository
    ) throws {
        guard let steps = try? self.tree.map({ try repository.steps(from: $0, to: tree) }) else {
            (entries, self.tree, isChanged) = (try Self.entries(of: paths(), in: tree, repository), tree, true)
            return
        }
        guard tree != self.tree else { return }
        (self.tree, isChanged) = (tree, true)
        let changed = Dictionary(steps.map { ($0.path, $0.new.map(Content.init)) }) { $1 }
        for index in entries.indices {
            guard let new = changed[entries[index].path] else { continue }
            (entries[index].file, entries[index].stamp) = (new, nil)
        }
    }

    private static func entries(
        of paths: [TreePath], in tree: ObjectID, _ repository: Repository
    ) throws -> [Entry] {
        try Set(paths).sorted().map { path in
            let file = try repository.file(path, in: tree)
            return Entry(path: path, file: file.map(Content.init))
        }
    }

    /// Takes files for those of a tree.
    /// - Parameter files: all of them; sorted.
    mutating func take(_ files: [Entry], as tree: ObjectID) {
        (entries, self.tree, isChanged) = (files, tree, true)
    }

    /// Some files more, where the tree has none.
    mutating func look(for paths: Set<TreePath>) {
        insert(paths.filter { index(of: $0) == nil }.map { ($0, nil) })
    }

    /// What is known of the files now is what a tree has.
    mutating func become(_ tree: ObjectID) {
        if tree != self.tree { isChanged = true }
        self.tree = tree
        entries.removeAll { $0.file == nil }
    }

    private mutating func insert(_ new: [(path: TreePath, file: Content?)]) {
        guard !new.isEmpty else { return }
        entries += new.map { Entry(path: $0.path, file: $0.file) }
        entries.sort { $0.path < $1.path }
    }
}
