/// A stream for `git fast-import`.
struct FastImport {
    private(set) var bytes: [UInt8] = []

    /// A commit of exactly these files under `refs/series/`.
    mutating func commit(
        _ tree: FileTree, _ message: GeneratedSeries.Message = .plain, to ref: String, from parent: String? = nil
    ) {
        put("commit refs/series/\(ref)\n")
        put("author \(message.author) \(message.date)\n")
        put("committer \(message.author) \(message.date)\n")
        put(data: Array(message.text.utf8))
        if let parent { put("from refs/series/\(parent)\n") }
        put("deleteall\n")
        for (path, entry) in tree.sorted(by: { $0.key < $1.key }) {
            put("M \(entry.mode.rawValue) inline \(Self.quoted(path))\n")
            put(data: entry.bytes)
        }
        put("\n")
    }

    private mutating func put(_ text: String) {
        bytes += text.utf8
    }

    private mutating func put(data: [UInt8]) {
        put("data \(data.count)\n")
        bytes += data
        put("\n")
    }

    private static func quoted(_ path: String) -> String {
        "\"\(path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
