import CLibgit2
import PatchModel

/// An entry of a log that is kept as a line of commits, each on the one before.
public struct LogEntry: Sendable {
    public let id: ObjectID
    /// The entry before; nil for the first.
    public let parent: ObjectID?
    public let author: Person
    public let date: PatchDate
    /// What it says, behind its title.
    public let text: String
}

/// What an entry is to say and to keep.
public struct NewLogEntry {
    public var title: String
    public var text: String
    public var author: Person
    public var date: PatchDate
    /// Trees, by the names under which git shows them: they stay as long as the log does.
    public var trees: [String: ObjectID]

    public init(title: String, text: String, author: Person, date: PatchDate, trees: [String: ObjectID]) {
        self.title = title
        self.text = text
        self.author = author
        self.date = date
        self.trees = trees
    }
}

extension Repository {
    /// Adds an entry to the log that a ref names, at once: it is there as a whole or not at all.
    public func append(
        _ entry: NewLogEntry, after parent: ObjectID?, to reference: String
    ) throws(GitStoreError) -> ObjectID {
        let title = String(entry.title.map { $0.isNewline || $0 == "\0" ? " " : $0 })
        let header = PatchHeader(author: entry.author, date: entry.date, subject: title, body: entry.text)
        let tree = try write(folders: entry.trees)
        let id = try CommitText(header).write(to: pointer, tree: tree, parent: parent)
        try setReference(reference, to: id)
        return id
    }

    /// gitformat-tree, with folders alone.
    private func write(folders: [String: ObjectID]) throws(GitStoreError) -> ObjectID {
        var text: [UInt8] = []
        for (name, id) in folders.sorted(by: { $0.key < $1.key }) {
            text += "40000 \(name)\0".utf8
            withUnsafeBytes(of: id.raw) { text += $0 }
        }
        var id = git_oid()
        try Libgit2.check(
            git_odb_write(&id, odb.pointer, text, text.count, GIT_OBJECT_TREE), "write what a log entry keeps")
        return ObjectID(id)
    }

    /// An entry by its id.
    public func logEntry(_ id: ObjectID) throws(GitStoreError) -> LogEntry {
        var raw = id.raw
        let commit = try Owned("read the log entry \(id)", free: git_commit_free) {
            git_commit_lookup(&$0, pointer, &raw)
        }
        let message = git_commit_message(commit.pointer).map { String(cString: $0) } ?? ""
        let author = git_commit_author(commit.pointer)?.pointee
        return LogEntry(
            id: id, parent: git_commit_parent_id(commit.pointer, 0).map { ObjectID($0.pointee) },
            author: Person(
                name: author?.name.map { String(cString: $0) } ?? "",
                email: author?.email.map { String(cString: $0) } ?? ""),
            date: PatchDate(seconds: author?.when.time ?? 0, zoneMinutes: Int(author?.when.offset ?? 0)),
            text: message.split(separator: "\n", maxSplits: 1).last.map(String.init) ?? "")
    }
}
