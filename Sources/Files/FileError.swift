import Glibc

/// What could not be done with a file or folder.
public struct FileError: Error, Hashable, Sendable {
    public let path: String
    /// A verb: `write`, `make the folder`.
    public let doing: String
    /// The system's error number; `ELOOP` where a symbolic link stands in the way.
    public let errno: Int32

    public init(_ path: String, _ doing: String, errno: Int32 = Glibc.errno) {
        self.path = path
        self.doing = doing
        self.errno = errno
    }
}
