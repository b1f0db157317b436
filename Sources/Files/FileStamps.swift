import Glibc

/// Files as stat(2) shows them at one time, so that one can tell later whether they may have changed. Links are
/// followed; that nothing is at a path counts, too.
public struct FileStamps: Sendable {
    /// By the folders that they are in, in the order in which they were taken.
    private var groups: [(folder: String, stamps: [(name: String, state: State?)])] = []

    public init() {}

    private struct State: Equatable, Sendable {
        let inode: UInt64
        let size: UInt64
        let modified: UInt64
        let changed: UInt64
        let mode: UInt64

        init(_ status: stat) {
            inode = UInt64(status.st_ino)
            size = UInt64(bitPattern: Int64(status.st_size))
            modified = status.st_mtim.nanoseconds
            changed = status.st_ctim.nanoseconds
            mode = UInt64(status.st_mode)
        }

        init(_ reader: inout KeptReader) {
            (inode, size, modified, changed) = (reader.word(), reader.word(), reader.word(), reader.word())
            mode = reader.word()
        }

        func put(_ writer: inout KeptWriter) {
            for word in [inode, size, modified, changed, mode] { writer.put(word: word) }
        }
    }

    /// Takes what is at a path now. What is read of it has to be read afterwards.
    /// - Parameter path: absolute.
    public mutating func take(_ path: String) {
        guard let slash = path.utf8.lastIndex(of: 0x2f) else { return }
        let (folder, name) = (String(path[...slash]), String(path[path.utf8.index(after: slash)...]))
        if groups.last?.folder != folder { groups.append((folder, [])) }
        var status = stat()
        let isThere = stat(path, &status) == 0
        groups[groups.count - 1].stamps.append((name, isThere ? State(status) : nil))
    }

    public func put(_ writer: inout KeptWriter) {
        writer.put(groups.count)
        for (folder, stamps) in groups {
            writer.put(cString: folder)
            writer.put(stamps.count)
            for (name, state) in stamps {
                writer.put(cString: name)
                writer.put(state != nil)
                state?.put(&writer)
            }
        }
    }

    /// Whether all that were put down are as they were. The reader is behind them only then.
    ///
    /// - Parameter written: when the stamps were written down. What changed in the same moment, or later, may have
    ///   changed again within the clock's grain.
    public static func hold(in reader: inout KeptReader, since written: timespec) -> Bool {
        let last = written.nanoseconds
        for _ in 0..<reader.number() {
            guard !reader.isBroken else { return false }
            let folder = reader.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) } ?? -1
            defer { if folder >= 0 { close(folder) } }
            for _ in 0..<reader.number() {
                var status = stat()
                let isThere = reader.withCString { folder >= 0 && fstatat(folder, $0, &status, 0) == 0 } ?? false
                let state = reader.flag() ? State(&reader) : nil
                guard !reader.isBroken, (isThere ? State(status) : nil) == state else { return false }
                if let state, state.modified >= last || state.changed >= last { return false }
            }
        }
        return !reader.isBroken
    }
}

extension timespec {
    /// Since 1970; times before it are large numbers.
    public var nanoseconds: UInt64 { UInt64(bitPattern: Int64(tv_sec) &* 1_000_000_000 &+ Int64(tv_nsec)) }
}
