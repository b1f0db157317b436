import Glibc

/// A copy of a file that `FileWriter` is to make. Copies may be made on all CPUs at once.
public struct FileCopy: Sendable {
    let source: [UInt8]
    let kind: FileKind
    let target: (folder: Folder, name: [UInt8])
    /// Where it is made, before it gets its name; nil where it is made in its place.
    let draft: (folder: Folder, name: [UInt8])?
    /// Whether what lstat(2) says of the file is what it should say, before and after.
    let isAsKnown: @Sendable (stat) -> Bool

    /// Puts the copy in its place at once.
    /// - Returns: false where the file is not as it is known; nothing is written then.
    public func make() throws(FileError) -> Bool {
        let input = source.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard input >= 0 else { return false }
        defer { close(input) }
        guard let size = knownSize(input) else { return false }
        let (folder, name) = draft ?? target
        do throws(FileError) {
            try folder.copy(input, size, kind, to: name)
            guard knownSize(input) != nil else {
                try folder.remove(name)
                return false
            }
            if draft != nil { try target.folder.take(name, from: folder, as: target.name) }
        } catch {
            try? folder.remove(name)
            // The temporary name says nothing to the reader.
            throw FileError(target.folder.path(of: target.name), error.doing, errno: error.errno)
        }
        return true
    }

    /// In bytes; nil where the file is not as it is known.
    private func knownSize(_ file: Int32) -> Int? {
        var status = stat()
        return fstat(file, &status) == 0 && isAsKnown(status) ? Int(status.st_size) : nil
    }
}

extension Folder {
    /// Makes a file that is not there yet of what another has.
    /// - Parameter size: the other's, in bytes. It may have become shorter.
    fileprivate func copy(_ input: Int32, _ size: Int, _ kind: FileKind, to name: [UInt8]) throws(FileError) {
        try make(kind, at: name) { output throws(FileError) in
            let part = UnsafeMutableRawBufferPointer.allocate(byteCount: min(size, 1 << 16), alignment: 16)
            defer { part.deallocate() }
            var left = size
            while left > 0 {
                let count = read(input, part.baseAddress, min(left, part.count))
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw self.failed(name, "write") }
                if count == 0 { return }
                try Folder.write(part[..<count], to: output, self.path(of: name))
                left -= count
            }
        }
    }
}
