import Glibc

extension Folder {
    /// Opens a file for a process to write to; folders above it are made.
    ///
    /// - Parameter appends: adds to the file; otherwise a new one takes its place, and who reads the old one keeps it.
    /// - Returns: A descriptor that goes when a program is started, and that the caller closes.
    public static func openLog(_ path: String, appends: Bool) throws(FileError) -> Int32 {
        guard let slash = path.lastIndex(of: "/") else { throw FileError(path, "write", errno: EINVAL) }
        let name = Array(path[path.index(after: slash)...].utf8)
        let folder = try Folder.making(String(path[..<slash]))
        if !appends { try folder.remove(name) }
        let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (appends ? O_APPEND : O_EXCL)
        let file = name.withCString { openat(folder.descriptor, $0, flags, 0o644) }
        guard file >= 0 else { throw folder.failed(name, "write") }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw folder.failed(name, "write")
        }
        return file
    }
}
