import CLibgit2
import PatchModel

/// Writes the trees of files that are given in the order of git's trees.
struct TreeWriter {
    private let files: [FolderWalk.File]
    private let ids: [ObjectID]
    private let repository: Repository

    /// - Parameter ids: of the files' contents.
    init(_ files: [FolderWalk.File], _ ids: [ObjectID], in repository: Repository) {
        self.files = files
        self.ids = ids
        self.repository = repository
    }

    func write() throws(GitStoreError) -> ObjectID { try write(files.indices, from: 0) }

    /// - Parameters:
    ///   - range: the files of one folder.
    ///   - start: where, in their paths, the names in that folder begin.
    private func write(_ range: Range<Int>, from start: Int) throws(GitStoreError) -> ObjectID {
        var text: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let path = files[index].path.bytes
            guard let slash = path[start...].firstIndex(of: 0x2f) else {
                append(path[start...], files[index].status.mode?.rawValue ?? 0, ids[index], to: &text)
                index += 1
                continue
            }
            let folder = path[...slash]
            let end = files[index..<range.upperBound].firstIndex { !$0.path.bytes.starts(with: folder) }
            let inside = index..<(end ?? range.upperBound)
            append(
                path[start..<slash], GIT_FILEMODE_TREE.rawValue, try write(inside, from: slash + 1), to: &text)
            index = inside.upperBound
        }
        var id = git_oid()
        try Libgit2.check(
            git_odb_write(&id, repository.odb.pointer, text, text.count, GIT_OBJECT_TREE), "write a folder's tree")
        return ObjectID(id)
    }

    /// gitformat-tree: the mode in octal digits, a blank, the name, a NUL, the id's bytes.
    private func append(_ name: ArraySlice<UInt8>, _ mode: UInt32, _ id: ObjectID, to text: inout [UInt8]) {
        text += String(mode, radix: 8).utf8
        text.append(0x20)
        text += name
        text.append(0)
        withUnsafeBytes(of: id.raw) { text += $0 }
    }
}
