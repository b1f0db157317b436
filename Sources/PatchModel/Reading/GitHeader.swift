/// What the lines above the hunks of a git section say.
struct GitHeader {
    enum Side: Hashable {
        /// `/dev/null`
        case none
        case path(TreePath)
    }

    let sourceLine: Int
    var defaultPath: TreePath?
    var oldFile: Side?
    var newFile: Side?
    var renameFrom: TreePath?
    var renameTo: TreePath?
    var copyFrom: TreePath?
    var copyTo: TreePath?
    var oldMode: FileMode?
    var newMode: FileMode?
    var indexMode: FileMode?
    var isNew = false
    var isDeleted = false
    var oldBlob: String?
    var newBlob: String?

    init(sourceLine: Int) { self.sourceLine = sourceLine }

    enum Keyword: CaseIterable {
        case oldMode, newMode, newFile, deletedFile, renameFrom, renameTo, copyFrom, copyTo, index, similarity,
            dissimilarity

        var text: StaticString {
            switch self {
            case .oldMode: "old mode "
            case .newMode: "new mode "
            case .newFile: "new file mode "
            case .deletedFile: "deleted file mode "
            case .renameFrom: "rename from "
            case .renameTo: "rename to "
            case .copyFrom: "copy from "
            case .copyTo: "copy to "
            case .index: "index "
            case .similarity: "similarity index "
            case .dissimilarity: "dissimilarity index "
            }
        }

        /// The keyword that begins the line, and the rest of the line.
        static func split(_ line: Bytes) -> (Keyword, Bytes)? {
            allCases.first { line.hasPrefix($0.text) }.map { ($0, line.dropFirst($0.text.utf8CodeUnitCount)) }
        }
    }
}
