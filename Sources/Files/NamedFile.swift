import Glibc

/// A file that a person named: links in its path lead where they lead.
public struct NamedFile {
    /// Where it really is, or will be.
    private let place: String
    private let isSpecial: Bool
    /// Whether there is a regular file.
    public let isFile: Bool

    public init(_ path: String) throws(FileError) {
        var place = path
        for _ in 0..<40 {
            guard let target = Self.link(place) else { break }
            place = target.hasPrefix("/") ? target : Self.folder(of: place) + "/" + target
        }
        if Self.link(place) != nil { throw FileError(path, "open", errno: ELOOP) }
        self.place = place
        var status = stat()
        let isThere = stat(place, &status) == 0
        if isThere, status.st_mode & S_IFMT == S_IFDIR { throw FileError(path, "write", errno: EISDIR) }
        isFile = isThere && status.st_mode & S_IFMT == S_IFREG
        isSpecial = isThere && status.st_mode & S_IFMT != S_IFREG
    }

    /// Puts the bytes in the file's place at once, with the mode that it had; a device or pipe is written to.
    public func replace(with bytes: some Collection<UInt8>) throws(FileError) {
        guard !isSpecial else { return try stream(bytes) }
        let parent = try Folder(at: Self.folder(of: place))
        let name = Array(place[(place.lastIndex(of: "/").map { place.index(after: $0) } ?? place.startIndex)...].utf8)
        try FileWriter(parent, isSafe: true).write(bytes, .asBefore, to: name)
    }

    private func stream(_ bytes: some Collection<UInt8>) throws(FileError) {
        let file = open(place, O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard file >= 0 else { throw FileError(place, "open") }
        do throws(FileError) { try Folder.write(bytes, to: file, place) } catch {
            close(file)
            throw error
        }
        guard close(file) == 0 else { throw FileError(place, "write") }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func link(_ path: String) -> String? {
        var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = target.withUnsafeMutableBytes {
            readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        return count < 0 ? nil : String(decoding: target.prefix(count), as: UTF8.self)
    }
}
