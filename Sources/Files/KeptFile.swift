import Glibc

/// A file in which the tool keeps what it could make again, named by all that this depends on. One that is not whole,
/// or that somebody else wrote, is as good as none.
///
/// Eight bytes that say what it is, eight that sum up the rest; the key, the body.
public struct KeptFile: Sendable {
    private let path: String
    private static let mark = Array("kept 1\n\n".utf8)

    public init(_ path: String) { self.path = path }

    /// A file's name, within the tool's repository, for what is kept of a series.
    public static func name(of kind: String, series: String) -> String {
        "patchbench-\(kind)-" + String(series.map { $0 == "/" ? "%" : $0 })
    }

    /// Where the body of a file of that key begins.
    public static func bodyStart(key: String) -> Int { mark.count + 8 + 4 + key.utf8.count }

    public struct Content {
        /// The body begins where `body` says.
        public let bytes: [UInt8]
        public let body: Int
        /// When the file was written.
        public let written: timespec
    }

    /// Nil where there is none of that key.
    public func read(key: String) -> Content? {
        guard let (bytes, written) = Self.bytes(of: path), bytes.count > 20, bytes.starts(with: Self.mark) else {
            return nil
        }
        var reader = KeptReader(bytes, at: 8)
        guard reader.word() == Self.sum(bytes, from: 16), reader.string() == key, !reader.isBroken else { return nil }
        return Content(bytes: bytes, body: reader.place, written: written)
    }

    public func write(_ body: [UInt8], key: String) throws(FileError) {
        var writer = KeptWriter()
        writer.put(key)
        let rest = writer.bytes + body
        var head = KeptWriter()
        head.put(word: Self.sum(rest, from: 0))
        try FileWriter.put(Self.mark + head.bytes + rest, at: path)
    }

    /// When the file was written; nil where there is none.
    public var written: timespec? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mtim : nil
    }

    private static func bytes(of path: String) -> (bytes: [UInt8], written: timespec)? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            let bytes = contents(of: file, 0..<Int(status.st_size))
        else { return nil }
        return (bytes, status.st_mtim)
    }

    /// Some of the bytes of a regular file; nil where it does not have them.
    public static func bytes(of path: String, _ range: Range<Int>) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return contents(of: file, range)
    }

    private static func contents(of file: Int32, _ range: Range<Int>) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let count = pread(
                    file, buffer.baseAddress! + filled, range.count - filled, off_t(range.lowerBound + filled))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                filled += count
            }
        }
        return bytes.count == range.count ? bytes : nil
    }

    /// Tells a file that was cut off, or has a wrong bit, from what was written; no protection against a person.
    private static func sum(_ bytes: [UInt8], from start: Int) -> UInt64 {
        bytes.withUnsafeBytes { buffer in
            var sum = UInt64(buffer.count - start) &* 0x9e37_79b9_7f4a_7c15
            var place = start
            while place < buffer.count {
                var word: UInt64 = 0
                if place + 8 <= buffer.count {
                    word = buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                } else {
                    for byte in buffer[place...] { word = word << 8 | UInt64(byte) }
                }
                sum = (sum ^ word) &* 0x9fb2_1c65_1e98_df25
                sum ^= sum >> 32
                place += 8
            }
            return sum
        }
    }
}
