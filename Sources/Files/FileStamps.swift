import Glibc

/// Files as stat(2) shows them at one time, so that one can tell later whether they may have changed. Links are
/// followed; that nothing is at a path counts, too.
public struct FileStamps: Sendable {
    /// In the order in which they were taken; those of one folder next to one another cost least.
    private var stamps: [(path: String, state: State?)] = []

    public init() {}

    private struct State: Equatable, Sendable {
        let inode: UInt64
        let size: UInt64
        let modified: UInt64
        let changed: UInt64
        let mode: UInt32

        init(_ status: stat) {
            inode = UInt64(status.st_ino)
            size = UInt64(bitPattern: Int64(status.st_size))
            modified = Self.nanoseconds(status.st_mtim)
            changed = Self.nanoseconds(status.st_ctim)
            mode = status.st_mode
        }

        init(_ reader: inout KeptReader) {
            (inode, size, modified, changed) = (reader.word(), reader.word(), reader.word(), reader.word())
            mode = UInt32(reader.number())
        }

        func put(_ writer: inout KeptWriter) {
            for word in [inode, size, modified, changed] { writer.put(word: word) }
            writer.put(Int(mode))
        }

        static func nanoseconds(_ time: timespec) -> UInt64 {
            UInt64(bitPattern: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
        }
    }

    /// Takes what is at a path now. What is read of it has to be read afterwards.
    /// - Parameter path: absolute.
    public mutating func take(_ path: String) {
        var status = stat()
        stamps.append((path, stat(path, &status) == 0 ? State(status) : nil))
    }

    /// Whether all are as they were.
    ///
    /// - Parameter written: when the stamps were written down. What changed in the same moment, or later, may have
    ///   changed again within the clock's grain.
    public func hold(since written: timespec) -> Bool {
        let last = State.nanoseconds(written)
        var folder: (path: Substring, descriptor: Int32) = ("", -1)
        defer { if folder.descriptor >= 0 { close(folder.descriptor) } }
        for (path, state) in stamps {
            guard let slash = path.utf8.lastIndex(of: 0x2f) else { return false }
            if path[..<slash] != folder.path || folder.descriptor < 0 {
                if folder.descriptor >= 0 { close(folder.descriptor) }
                folder = (path[..<slash], open(path[..<slash] + "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
            }
            var status = stat()
            let isThere =
                folder.descriptor >= 0
                && String(path[path.utf8.index(after: slash)...]).withCString {
                    fstatat(folder.descriptor, $0, &status, 0) == 0
                }
            guard (isThere ? State(status) : nil) == state else { return false }
            if let state, state.modified >= last || state.changed >= last { return false }
        }
        return true
    }

    public func put(_ writer: inout KeptWriter) {
        writer.put(stamps.count)
        for (path, state) in stamps {
            writer.put(path)
            writer.put(state != nil)
            state?.put(&writer)
        }
    }

    public init(_ reader: inout KeptReader) {
        let count = reader.number()
        for _ in 0..<count where !reader.isBroken {
            let path = reader.string()
            stamps.append((path, reader.flag() ? State(&reader) : nil))
        }
    }
}
