import CLibgit2
import Glibc
import PatchModel

/// What the files of a folder held when they were last read: a git index, kept in a file of the repository.
///
/// An entry counts as long as lstat(2) says the same of the file as then. One that was written in the same moment as
/// the cache, or later, is not trusted: it may have changed again within the clock's grain.
final class StatCache {
    let index: Owned
    private let path: String
    /// When the cache was last written.
    private var written: timespec?
    private var isChanged = false

    /// - Parameter name: tells the caches of one repository apart.
    init(repository: Repository, name: String) throws(GitStoreError) {
        let path = Self.path(repository, name)
        written = FileStatus(path)?.modified
        index = try Owned("open the cache of file states", free: git_index_free) { git_index_open(&$0, path) }
        self.path = path
    }

    private static func path(_ repository: Repository, _ name: String) -> String {
        repository.path + "patchbench-index-\(name)"
    }

    /// How many files a cache knows, as its header says (gitformat-index(5): "DIRC", version, count, big-endian); nil
    /// where there is no cache.
    static func fileCount(in repository: Repository, name: String) -> Int? {
        guard let file = fopen(path(repository, name), "r") else { return nil }
        defer { fclose(file) }
        var header = [UInt8](repeating: 0, count: 12)
        guard fread(&header, 1, header.count, file) == header.count else { return nil }
        return header[8...].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The content's id, when the file is as it was; nil when it must be read.
    func id(of path: TreePath, _ status: FileStatus) -> ObjectID? {
        guard let written, status.modified.isBefore(written) else { return nil }
        let found = DiskPath(bytes: path.bytes).withCString { git_index_get_bypath(index.pointer, $0, 0) }
        guard let entry = found?.pointee, entry.isOf(status) else { return nil }
        return ObjectID(entry.id)
    }

    func record(_ id: ObjectID, of path: TreePath, _ status: FileStatus) throws(GitStoreError) {
        guard let mode = status.mode else { return }
        var entry = git_index_entry(status, mode: mode, id: id)
        let code = DiskPath(bytes: path.bytes).withCString { path in
            entry.path = path
            return git_index_add(index.pointer, &entry)
        }
        try Libgit2.check(code, "remember the state of \(path)")
        isChanged = true
    }

    func forget(_ path: TreePath) {
        isChanged = DiskPath(bytes: path.bytes).withCString { git_index_remove(index.pointer, $0, 0) } == 0 || isChanged
    }

    /// Forgets all other files.
    /// - Parameter paths: all of them known.
    func keep(only paths: [TreePath]) throws(GitStoreError) {
        guard git_index_entrycount(index.pointer) > paths.count else { return }
        let kept = Set(paths)
        for path in try entries.map(\.path) where !kept.contains(path) { forget(path) }
    }

    /// A file of each content.
    func pathsByContent() -> [ObjectID: TreePath] {
        Dictionary(((try? entries) ?? []).map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    private var entries: [(path: TreePath, id: ObjectID)] {
        get throws(GitStoreError) {
            var entries: [(path: TreePath, id: ObjectID)] = []
            for place in 0..<git_index_entrycount(index.pointer) {
                guard let entry = git_index_get_byindex(index.pointer, place)?.pointee else { continue }
                entries.append((try TreePath(stored: [UInt8](cString: entry.path)), ObjectID(entry.id)))
            }
            return entries
        }
    }

    func save() throws(GitStoreError) {
        guard isChanged else { return }
        try Libgit2.check(git_index_write(index.pointer), "write the cache of file states")
        written = FileStatus(path)?.modified
        isChanged = false
    }
}

extension git_index_entry {
    init(_ status: FileStatus, mode: FileMode, id: ObjectID) {
        self.init()
        mtime = git_index_time(status.modified)
        ctime = git_index_time(status.changed)
        ino = UInt32(truncatingIfNeeded: status.inode)
        file_size = UInt32(truncatingIfNeeded: status.size)
        (uid, gid) = (status.owner, status.group)
        self.mode = mode.rawValue
        self.id = id.raw
    }

    fileprivate func isOf(_ status: FileStatus) -> Bool {
        mode == status.mode?.rawValue && file_size == UInt32(truncatingIfNeeded: status.size)
            && ino == UInt32(truncatingIfNeeded: status.inode) && mtime.isEqual(to: git_index_time(status.modified))
            && ctime.isEqual(to: git_index_time(status.changed))
    }
}

extension git_index_time {
    fileprivate init(_ time: timespec) {
        self.init(seconds: Int32(truncatingIfNeeded: time.tv_sec), nanoseconds: UInt32(time.tv_nsec))
    }

    fileprivate func isEqual(to other: git_index_time) -> Bool {
        seconds == other.seconds && nanoseconds == other.nanoseconds
    }
}
