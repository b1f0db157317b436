import CLibgit2
import Files

/// One object in a file of its own (gitformat-loose: zlib's stream of `type size`, a null, and the bytes).
///
/// libgit2 writes none that a repository has from which this one borrows.
struct LooseObject: ~Copyable {
    private let folder: String
    private let writer: FileWriter
    private let deflater: Deflater

    /// - Parameter repository: its path, with a slash at the end.
    init(in repository: String) throws(GitStoreError) {
        let folder = repository + "objects/"
        let writer = try Self.writer(folder)
        let deflater = try Deflater()
        self.folder = folder
        self.writer = writer
        self.deflater = deflater
    }

    private static func writer(_ folder: String) throws(GitStoreError) -> FileWriter {
        do throws(FileError) { return try FileWriter(Folder(at: folder)) } catch { throw .file(error) }
    }

    borrowing func write(_ id: ObjectID, _ object: ObjectBuffer.Object) throws(GitStoreError) {
        let digits = id.description
        let name = "\(digits.prefix(2))/\(digits.dropFirst(2))"
        if FileStatus(folder + name) != nil { return }
        let type = git_object_type2string(object.type).map { String(cString: $0) } ?? ""
        var bytes: [UInt8] = []
        try deflater.deflate(Array("\(type) \(object.data.count)\0".utf8) + object.data, into: &bytes)
        do throws(FileError) { try writer.write(bytes, to: name.utf8) } catch { throw .file(error) }
    }
}
