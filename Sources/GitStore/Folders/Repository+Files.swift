import Glibc
import PatchModel

extension Repository {
    /// The tree of some files of a folder as they stand; links are followed, files that are not there left out.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed since the last time.
    /// - Parameter known: an earlier such tree, with which the new one shares what did not change. Its files are looked
    ///   at, too.
    public func tree(of paths: Set<TreePath>, in folder: String, known: ObjectID?) throws -> ObjectID {
        let known = try known ?? emptyTree()
        var states = FileStates("files-" + (try Self.cacheName(for: folder)), in: self)
        try states.show(known, self)
        states.look(for: paths)
        let root = DiskPath(folder)
        var edits: [FileEdit] = []
        for doubt in try FolderScan(root, states, listsOthers: false).doubts {
            let (entry, status) = (states.entries[doubt.index], doubt.status)
            guard let bytes = try Disk.contents(root / entry.path) else {
                if entry.file != nil {
                    edits.append(FileEdit(path: entry.path, content: .removed))
                    states.note(nil, nil, at: doubt.index)
                }
                continue
            }
            let file = FileStates.Content(mode: .regular, id: try Self.blobID(of: bytes))
            if file.id != entry.file?.id { edits.append(FileEdit(path: entry.path, content: .file(.regular, bytes))) }
            // Where a link leads may change without it.
            states.note(file, status?.kind == .link ? nil : status, at: doubt.index)
        }
        let tree = edits.isEmpty ? known : try write(edits, to: known)
        states.become(tree)
        states.save()
        return tree
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
