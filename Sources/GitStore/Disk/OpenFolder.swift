import Glibc

/// A folder to look into. Its steps follow no link.
final class OpenFolder: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Nil where there is no folder.
    static func open(_ path: DiskPath) throws(GitStoreError) -> OpenFolder? {
        let opened = path.withCString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        return try folder(opened, at: path)
    }

    /// - Parameter path: for messages.
    func step(_ name: [UInt8], at path: () -> DiskPath) throws(GitStoreError) -> OpenFolder? {
        let opened = DiskPath(bytes: name).withCString {
            openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        return try Self.folder(opened, at: path())
    }

    private static func folder(
        _ opened: Int32, at path: @autoclosure () -> DiskPath
    ) throws(GitStoreError) -> OpenFolder? {
        if opened >= 0 { return OpenFolder(opened) }
        // Nothing, or something else, is there.
        guard [ENOENT, ENOTDIR, ELOOP].contains(errno) else { throw Disk.failed(path(), "open the folder") }
        return nil
    }

    func status(_ name: UnsafePointer<CChar>) -> FileStatus? {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? FileStatus(status) : nil
    }

    /// Calls `body` with every name but `.`, `..` and `.git`, and what stands there. Only once: how far the folder was
    /// read belongs to it.
    func forEachName(_ path: () -> DiskPath, _ body: (UnsafePointer<CChar>, Kind) -> Void) throws(GitStoreError) {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0, let stream = fdopendir(copy) else { throw Disk.failed(path(), "list") }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let kind = Kind(type: Int(entry.pointee.d_type))
            withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { name in
                    if strcmp(name, ".") != 0, strcmp(name, "..") != 0, strcmp(name, ".git") != 0 { body(name, kind) }
                }
            }
        }
    }

    enum Kind {
        case folder, other
        /// The file system does not say.
        case unknown

        fileprivate init(type: Int) {
            self = type == Int(DT_DIR) ? .folder : type == Int(DT_UNKNOWN) ? .unknown : .other
        }
    }
}
