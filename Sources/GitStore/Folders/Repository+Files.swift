import Glibc
import PatchModel

extension Repository {
    /// The tree of some files of a folder as they stand; links are followed, files that are not there left out.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed since the last time.
    /// - Parameter known: an earlier such tree, with which the new one shares what did not change. Its files are looked
    ///   at, too.
    public func tree(of paths: Set<TreePath>, in folder: String, known: ObjectID?) throws -> ObjectID {
        let cache = try StatCache(repository: self, name: "files-" + Self.cacheName(for: folder))
        let known = try known ?? emptyTree()
        let before = Dictionary(uniqueKeysWithValues: try files(in: known).map { ($0.path, $0.id) })
        var edits: [FileEdit] = []
        for path in paths.union(before.keys) {
            let place = DiskPath(folder) / path
            let status = FileStatus(place)
            if let status, let id = cache.id(of: path, status), id == before[path] { continue }
            guard let status, let bytes = try Disk.contents(place) else {
                if before[path] != nil { edits.append(FileEdit(path: path, content: .removed)) }
                continue
            }
            let id = try Self.blobID(of: bytes)
            if status.kind != .link { try cache.record(id, of: path, status) }
            if id != before[path] { edits.append(FileEdit(path: path, content: .file(.regular, bytes))) }
        }
        try cache.save()
        return edits.isEmpty ? known : try write(edits, to: known)
    }
}

extension Disk {
    /// The content of a file, or of the one that a link leads to; nil where there is none.
    static func contents(_ path: DiskPath) throws(GitStoreError) -> [UInt8]? {
        guard let real = path.withCString({ realpath($0, nil) }) else { return nil }
        defer { free(real) }
        let place = DiskPath(bytes: [UInt8](cString: real))
        guard let status = FileStatus(place), status.mode != nil else { return nil }
        return try read(place, status)
    }
}
