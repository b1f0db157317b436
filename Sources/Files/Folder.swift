import Glibc

/// An open folder. What is reached through it is reached step by step, and no step follows a symbolic link: whatever
/// is put in a folder's place meanwhile, nothing outside is read, written or removed.
public final class Folder: Sendable {
    /// For messages.
    public let path: String
    let descriptor: Int32

    private init(_ path: String, _ descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A folder that a person named, links in its path and all.
    public convenience init(at path: String) throws(FileError) {
        let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw FileError(path, "open") }
        self.init(path, opened)
    }

    /// The same, made with the folders above it where it is not there.
    public static func making(_ path: String) throws(FileError) -> Folder {
        if let folder = try? Folder(at: path) { return folder }
        var made = path.hasPrefix("/") ? "" : "."
        for step in path.split(separator: "/") {
            made += "/" + step
            guard mkdir(made, 0o777) == 0 || errno == EEXIST || (errno == EROFS && access(made, F_OK) == 0) else {
                throw FileError(made, "make the folder")
            }
        }
        return try Folder(at: path)
    }

    /// A folder below this one; its path has no `.` and no `..`.
    /// - Parameter makes: makes the steps that are not there.
    public func folder(_ path: some Collection<UInt8>, makes: Bool = false) throws(FileError) -> Folder {
        var place = self
        for step in path.split(separator: 0x2f) { place = try place.step(Array(step), makes: makes) }
        return place
    }

    private func step(_ name: [UInt8], makes: Bool) throws(FileError) -> Folder {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        var opened = name.withCString { openat(descriptor, $0, flags) }
        if opened < 0, errno == ENOENT, makes {
            guard name.withCString({ mkdirat(descriptor, $0, 0o777) }) == 0 || errno == EEXIST else {
                throw failed(name, "make the folder")
            }
            opened = name.withCString { openat(descriptor, $0, flags) }
        }
        guard opened >= 0 else { throw failed(name, "open the folder") }
        return Folder(path(of: name), opened)
    }

    /// The names in it but `.` and `..`.
    func names() throws(FileError) -> [[UInt8]] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { throw FileError(path, "list") }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    Array(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
                }
            }
            if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) { names.append(name) }
        }
        return names
    }

    /// What lstat(2) says of a name in it; nil where nothing is there.
    func status(_ name: [UInt8]) -> stat? {
        var status = stat()
        return name.withCString { fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0 ? status : nil
    }

    /// What fstat(2) says of the folder itself.
    var status: stat? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status : nil
    }

    func path(of name: [UInt8]) -> String { path + "/" + String(decoding: name, as: UTF8.self) }

    func failed(_ name: [UInt8], _ doing: String) -> FileError { FileError(path(of: name), doing) }
}

extension Array<UInt8> {
    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (self + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress!) }
        }
    }
}
