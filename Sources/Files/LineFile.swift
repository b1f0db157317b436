import Glibc

/// A file to which lines are added, each whole, for others to read while it grows.
public final class LineFile: Sendable {
    private let path: String
    private let file: Int32

    /// One that is not there yet.
    /// - Throws: `FileError` with `EEXIST` where somebody else has made it.
    public convenience init(making path: String) throws(FileError) { try self.init(path, O_CREAT | O_EXCL) }

    /// One that may be there.
    public convenience init(addingTo path: String) throws(FileError) { try self.init(path, O_CREAT) }

    private init(_ path: String, _ flags: Int32) throws(FileError) {
        self.path = path
        file = open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | flags, 0o644)
        guard file >= 0 else { throw FileError(path, "write") }
    }

    deinit { close(file) }

    /// - Parameter line: Without the line's end.
    public func add(_ line: String) throws(FileError) { try Folder.write(Array(line.utf8) + [0x0a], to: file, path) }
}

/// Reads such a file as it grows: whole lines alone, each once.
public struct LineReader: Sendable {
    private let path: String
    private var offset: off_t = 0

    public init(_ path: String) { self.path = path }

    /// The lines since the last time; none where there is no file.
    public mutating func next() -> [String] {
        // Opened each time, for on a network's file system that is when new bytes show.
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(file, &piece, piece.count, offset + off_t(bytes.count))
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        guard let end = bytes.lastIndex(of: 0x0a) else { return [] }
        offset += off_t(end + 1)
        return bytes[..<end].split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    }
}
