import Glibc

/// What a path is to hold.
public enum FileKind: Sendable, Equatable {
    case regular, executable, link
    /// The mode, and for root the owner, of the file that is replaced; `regular` where there is none.
    case asBefore
}

extension Folder {
    /// Makes a file or link that is not there yet.
    /// - Parameter before: what is replaced, for `asBefore`.
    /// - Parameter isSafe: waits until the disk has the bytes.
    func make(
        _ bytes: some Collection<UInt8>, _ kind: FileKind, at name: [UInt8], before: stat? = nil, isSafe: Bool
    ) throws(FileError) {
        if kind == .link {
            let target = Array(bytes)
            guard target.withCString({ target in name.withCString { symlinkat(target, descriptor, $0) } }) == 0 else {
                throw failed(name, "make the link")
            }
            return
        }
        try make(kind, at: name) { file throws(FileError) in
            if kind == .asBefore, let before { self.take(before, file) }
            try Folder.write(bytes, to: file, self.path(of: name))
            if isSafe, fsync(file) != 0 { throw self.failed(name, "write") }
        }
    }

    /// The same of a file that `fill` fills.
    func make(_ kind: FileKind, at name: [UInt8], fill: (Int32) throws(FileError) -> Void) throws(FileError) {
        let file = name.withCString {
            openat(
                descriptor, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                kind == .executable ? 0o777 : 0o666)
        }
        guard file >= 0 else { throw failed(name, "create") }
        do throws(FileError) { try fill(file) } catch {
            close(file)
            throw error
        }
        guard close(file) == 0 else { throw failed(name, "write") }
    }

    /// Writes to a file that was just made, and is empty.
    func fill(_ name: [UInt8], with bytes: [UInt8]) throws(FileError) {
        let file = name.withCString { openat(descriptor, $0, O_WRONLY | O_NOFOLLOW | O_CLOEXEC) }
        guard file >= 0 else { throw failed(name, "open") }
        do throws(FileError) { try Folder.write(bytes, to: file, path(of: name)) } catch {
            close(file)
            throw error
        }
        guard close(file) == 0 else { throw failed(name, "write") }
    }

    private func take(_ before: stat, _ file: Int32) {
        if geteuid() == 0 { _ = fchown(file, before.st_uid, before.st_gid) }
        _ = fchmod(file, before.st_mode & 0o7777)
    }

    /// Writes all of it.
    static func write(_ bytes: some Collection<UInt8>, to file: Int32, _ path: String) throws(FileError) {
        var failure: Int32?
        func write(_ all: UnsafeRawBufferPointer) {
            var rest = all
            while !rest.isEmpty {
                let count = Glibc.write(file, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    failure = count == 0 ? ENOSPC : errno
                    return
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
        if bytes.withContiguousStorageIfAvailable({ write(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes(write)
        }
        if let failure { throw FileError(path, "write", errno: failure) }
    }

    /// Lets a name in this folder be of what has one in another, in place of what has it now.
    func take(_ name: [UInt8], from other: Folder, as new: [UInt8]) throws(FileError) {
        let renamed = name.withCString { from in
            new.withCString { renameat(other.descriptor, from, descriptor, $0) }
        }
        guard renamed == 0 else { throw failed(new, "replace") }
    }

    /// Waits until the disk has the names in this folder.
    func sync() throws(FileError) {
        // A file system that cannot do that says EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(path, "write") }
    }
}
