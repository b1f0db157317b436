import Glibc

/// A copy of a file that `FileWriter` is to make. Copies may be made on all CPUs at once.
public struct FileCopy: Sendable {
    let source: [UInt8]
    let kind: FileKind
    let target: (folder: Folder, name: [UInt8])
    /// Where it is made, before it gets its name.
    let draft: (folder: Folder, name: [UInt8])
    /// Whether what lstat(2) says of the file is what it should say, before and after.
    let isAsKnown: @Sendable (stat) -> Bool

    /// Puts the copy in its place at once.
    /// - Returns: false where the file is not as it is known; nothing is written then.
    public func make() throws(FileError) -> Bool {
        let input = source.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard input >= 0 else { return false }
        defer { close(input) }
        guard isAsKnown(input) else { return false }
        do throws(FileError) {
            try draft.folder.copy(input, kind, to: draft.name)
            guard isAsKnown(input) else {
                try draft.folder.remove(draft.name)
                return false
            }
            try target.folder.take(draft.name, from: draft.folder, as: target.name)
        } catch {
            try? draft.folder.remove(draft.name)
            // The temporary name says nothing to the reader.
            throw FileError(target.folder.path(of: target.name), error.doing, errno: error.errno)
        }
        return true
    }

    private func isAsKnown(_ file: Int32) -> Bool {
        var status = stat()
        return fstat(file, &status) == 0 && isAsKnown(status)
    }
}

extension Folder {
    /// Makes a file that is not there yet of what another has.
    fileprivate func copy(_ input: Int32, _ kind: FileKind, to name: [UInt8]) throws(FileError) {
        try make(kind, at: name) { output throws(FileError) in
            let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
            defer { part.deallocate() }
            while true {
                let count = read(input, part.baseAddress, part.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw self.failed(name, "write") }
                if count == 0 { return }
                try Folder.write(part[..<count], to: output, self.path(of: name))
            }
        }
    }
}
