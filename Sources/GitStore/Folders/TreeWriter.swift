import CLibgit2
import PatchModel

/// Writes the trees of files that are given in the order of git's trees.
struct TreeWriter {
    private let files: [FileStates.Entry]
    private let repository: Repository

    /// - Parameter files: each of which is there.
    init(_ files: [FileStates.Entry], in repository: Repository) {
        self.files = files
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
                if let file = files[index].file { append(path[start...], file.mode.rawValue, file.id, to: &text) }
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
