import Glibc

/// Writes files below a folder, each at once: a reader sees the old one or the new one, never a part, and what fails
/// leaves the old one.
///
/// All that the tool writes goes through here. Not for use from two tasks at a time.
public final class FileWriter {
    private let root: Folder
    /// Nil where files are made in their places.
    private let scratch: Scratch?
    /// Whether the disk has what was written when the call returns.
    private let isSafe: Bool
    /// The folder that was written to last.
    private var last: (path: [UInt8], folder: Folder)?

    /// - Parameters:
    ///   - root: where paths begin.
    ///   - scratch: where files are made, of the same file system; by default in `root`.
    public init(_ root: Folder, scratch: Folder? = nil, isSafe: Bool = false) throws(FileError) {
        self.root = root
        self.isSafe = isSafe
        self.scratch = try Scratch(in: scratch ?? root)
    }

    /// Of a new folder that nobody looks into before all of it is there: its files are made in their places, each once.
    public init(unseen root: Folder) { (self.root, scratch, isSafe) = (root, nil, false) }

    /// - Parameter path: relative, without `.` and `..`; folders in it are made.
    public func write(
        _ bytes: some Collection<UInt8>, _ kind: FileKind = .regular, to path: some Collection<UInt8>
    ) throws(FileError) {
        let (folder, name) = try place(path, makes: true)
        guard let scratch else { return try folder.make(bytes, kind, at: name, isSafe: isSafe) }
        let before = kind == .asBefore ? folder.status(name) : nil
        let new = scratch.next()
        do throws(FileError) {
            try scratch.folder.make(bytes, kind, at: new, before: before, isSafe: isSafe)
            try folder.take(new, from: scratch.folder, as: name)
            if isSafe { try folder.sync() }
        } catch {
            try? scratch.folder.remove(new)
            // The temporary name says nothing to the reader.
            throw FileError(folder.path(of: name), error.doing, errno: error.errno)
        }
    }

    /// A copy that is still to be made; folders above it are there then.
    /// - Parameter isAsKnown: whether what fstat(2) says of the file is what it should say, before and after.
    public func copy(
        _ source: [UInt8], _ kind: FileKind, to path: some Collection<UInt8>,
        where isAsKnown: @escaping @Sendable (stat) -> Bool
    ) throws(FileError) -> FileCopy {
        FileCopy(
            source: source, kind: kind, target: try place(path, makes: true),
            draft: scratch.map { ($0.folder, $0.next()) }, isAsKnown: isAsKnown)
    }

    /// Makes a folder and those above it, where they are not there.
    public func makeFolder(_ path: some Collection<UInt8>) throws(FileError) { _ = try root.folder(path, makes: true) }

    /// Puts the bytes at a path, of which the last step is no link, and makes the folders above it.
    public static func put(_ bytes: some Collection<UInt8>, at path: String, isSafe: Bool = false) throws(FileError) {
        guard let slash = path.lastIndex(of: "/") else { throw FileError(path, "write", errno: EINVAL) }
        let name = path[path.index(after: slash)...].utf8
        try FileWriter(Folder.making(String(path[..<slash])), isSafe: isSafe).write(bytes, to: name)
    }

    /// Puts a file's new bytes in its place as git does it: a file beside it, with `.lock` at its name's end, keeps
    /// others from doing the same meanwhile.
    ///
    /// - Parameter body: gives the bytes, or nil, which leaves the file as it is; it runs under the lock.
    /// - Returns: whether there were some.
    /// - Throws: `FileError` with `EEXIST` where another process has the lock.
    public static func replaceUnderLock(_ path: String, with body: () throws -> [UInt8]?) throws -> Bool {
        guard let slash = path.lastIndex(of: "/") else { throw FileError(path, "write", errno: EINVAL) }
        let folder = try Folder(at: String(path[..<slash]))
        let name = Array(path[path.index(after: slash)...].utf8)
        let lock = name + ".lock".utf8
        try folder.make([UInt8](), .regular, at: lock, isSafe: false)
        do {
            guard let bytes = try body() else {
                try folder.remove(lock)
                return false
            }
            try folder.fill(lock, with: bytes)
            try folder.take(lock, from: folder, as: name)
            return true
        } catch {
            try? folder.remove(lock)
            throw error
        }
    }

    /// Removes a file; that it is not there is no error.
    public func remove(_ path: some Collection<UInt8>) throws(FileError) {
        guard let (folder, name) = try found(path) else { return }
        try folder.remove(name)
        if isSafe { try folder.sync() }
    }

    /// Removes whatever is there, a folder with all that is in it.
    public func removeAll(_ path: some Collection<UInt8>) throws(FileError) {
        guard let (folder, name) = try found(path) else { return }
        last = nil
        try folder.removeAll(name)
    }

    /// Removes a folder if it is there and empty, and says whether it did.
    @discardableResult
    public func removeFolderIfEmpty(_ path: some Collection<UInt8>) throws(FileError) -> Bool {
        guard let (folder, name) = try found(path) else { return false }
        guard folder.removeIfEmpty(name) else { return false }
        last = nil
        return true
    }

    /// Nil where no folder is there to hold it.
    private func found(_ path: some Collection<UInt8>) throws(FileError) -> (Folder, name: [UInt8])? {
        do { return try place(path, makes: false) } catch {
            if error.errno == ENOENT || error.errno == ENOTDIR { return nil }
            throw error
        }
    }

    private func place(
        _ path: some Collection<UInt8>, makes: Bool
    ) throws(FileError) -> (Folder, name: [UInt8]) {
        let path = Array(path)
        let end = path.lastIndex(of: 0x2f)
        let (parent, name) = (end.map { Array(path[..<$0]) } ?? [], end.map { Array(path[($0 + 1)...]) } ?? path)
        if parent.isEmpty { return (root, name) }
        if let last, last.path == parent { return (last.folder, name) }
        let folder = try root.folder(parent, makes: makes)
        last = (parent, folder)
        return (folder, name)
    }
}
