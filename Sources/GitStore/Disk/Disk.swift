import Glibc
import PatchModel

/// Reading and writing of whole files.
enum Disk {
    /// A file's content, or a link's target.
    static func read(_ path: DiskPath, _ status: FileStatus) throws(GitStoreError) -> [UInt8] {
        status.kind == .link ? try readLink(path, size: status.size) : try readFile(path, size: status.size)
    }

    private static func readLink(_ path: DiskPath, size: Int) throws(GitStoreError) -> [UInt8] {
        var target = [UInt8](repeating: 0, count: max(size, 1) + 1)
        let length = path.withCString { path in
            target.withUnsafeMutableBytes {
                readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
            }
        }
        guard length >= 0 else { throw failed(path, "read the link") }
        return Array(target.prefix(length))
    }

    private static func readFile(_ path: DiskPath, size: Int) throws(GitStoreError) -> [UInt8] {
        let file = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard file >= 0 else { throw failed(path, "open") }
        defer { close(file) }
        var content = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let count = content.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + filled, size - filled) }
            guard count >= 0 else { throw failed(path, "read") }
            if count == 0 { break }
            filled += count
        }
        content.removeLast(size - filled)
        return content
    }

    /// Puts a file in its place at once: a reader sees the old one or the new one, never a part.
    static func write(_ bytes: [UInt8], mode: FileMode, to path: DiskPath) throws(GitStoreError) {
        let temporary = path.appending(".patchbench-\(getpid())")
        do throws(GitStoreError) {
            if mode == .symbolicLink {
                try makeLink(bytes, at: temporary)
            } else {
                try makeFile(bytes, mode, at: temporary)
            }
            let renamed = temporary.withCString { from in path.withCString { rename(from, $0) } }
            guard renamed == 0 else { throw failed(path, "replace") }
        } catch {
            _ = temporary.withCString { unlink($0) }
            throw error
        }
    }

    private static func makeLink(_ target: [UInt8], at path: DiskPath) throws(GitStoreError) {
        let target = DiskPath(bytes: target)
        guard target.withCString({ target in path.withCString { symlink(target, $0) } }) == 0 else {
            throw failed(path, "make the link")
        }
    }

    private static func makeFile(_ bytes: [UInt8], _ mode: FileMode, at path: DiskPath) throws(GitStoreError) {
        let permissions: mode_t = mode == .executable ? 0o777 : 0o666
        let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, permissions) }
        guard file >= 0 else { throw failed(path, "create") }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
            guard count > 0 else { throw failed(path, "write") }
            written += count
        }
    }

    static func remove(_ path: DiskPath) throws(GitStoreError) {
        guard path.withCString({ unlink($0) }) == 0 || errno == ENOENT else { throw failed(path, "remove") }
    }

    /// Removes a folder if it is empty.
    static func removeFolderIfEmpty(_ path: DiskPath) -> Bool { path.withCString { rmdir($0) } == 0 }

    static func makeFolder(_ path: DiskPath) throws(GitStoreError) {
        guard path.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
            throw failed(path, "make the folder")
        }
    }

    static func failed(_ path: DiskPath, _ doing: String) -> GitStoreError {
        .file(path: path.description, doing: doing, errno: errno)
    }
}

extension Disk {
    /// All that is not a folder below one.
    static func files(inside folder: TreePath, of root: DiskPath) throws(GitStoreError) -> [TreePath] {
        guard let stream = (root / folder).withCString({ opendir($0) }) else { throw failed(root / folder, "list") }
        defer { closedir(stream) }
        var files: [TreePath] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { [UInt8](cString: $0) }
            }
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
            let path = try TreePath(stored: folder.bytes + [0x2f] + name)
            if FileStatus(root / path)?.kind == .folder {
                files += try Self.files(inside: path, of: root)
            } else {
                files.append(path)
            }
        }
        return files
    }
}
