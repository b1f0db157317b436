import Files
import Glibc
import PatchModel

/// Reading of whole files.
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

    /// Puts a text in its place at once.
    static func write(_ text: String, to name: String, in folder: String) throws(GitStoreError) {
        do throws(FileError) {
            try FileWriter(Folder(at: folder)).write(text.utf8, to: name.utf8)
        } catch { throw .file(error) }
    }

    static func failed(_ path: DiskPath, _ doing: String) -> GitStoreError {
        .file(FileError(path.description, doing))
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
