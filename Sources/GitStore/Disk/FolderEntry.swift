import Glibc

/// One thing in a folder.
struct FolderEntry {
    let name: [UInt8]
    let status: FileStatus

    /// What a folder holds, in the order of git's trees: a folder as if its name ended in a slash.
    static func list(_ folder: DiskPath) throws(GitStoreError) -> [FolderEntry] {
        guard let stream = folder.withCString({ opendir($0) }) else { throw Disk.failed(folder, "list") }
        defer { closedir(stream) }
        var entries: [(key: [UInt8], entry: FolderEntry)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { [UInt8](cString: $0) }
            }
            if name == [0x2e] || name == [0x2e, 0x2e] { continue }
            // What went meanwhile is not there.
            guard let status = FileStatus(name, in: dirfd(stream)) else { continue }
            entries.append((status.kind == .folder ? name + [0x2f] : name, FolderEntry(name: name, status: status)))
        }
        return entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.entry)
    }
}
