import PatchModel

/// The lines of ranges that were read before, each in a file of the tool's repository that is named by all that the
/// line depends on: whole ids, and what git takes into account beside them. What an id names does not change.
///
/// The first line is the start's commit and tree, `-` where it has none; then one a commit: id, tree, its parent's
/// tree, how many commits it brings in, and its parents.
struct LineCache {
    private let name: String
    private let folder: String

    init(in repository: Repository, key: [String]) throws(GitStoreError) {
        let text = (["1"] + key).joined(separator: "\n")
        name = "patchbench-line-\(try Repository.blobID(of: Array(text.utf8)))"
        folder = repository.path
    }

    /// Nil where there is none, or somebody else wrote it.
    func load() -> CommitLine? {
        let file = DiskPath(folder + name)
        guard let status = FileStatus(file), status.isOurs, let bytes = try? Disk.read(file, status) else { return nil }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")[...]
        guard let head = lines.popFirst()?.split(separator: " "), head.count == 2 else { return nil }
        let commits = lines.compactMap { LineCommit(words: $0.split(separator: " ").map(String.init)) }
        guard commits.count == lines.count else { return nil }
        return CommitLine(
            start: ObjectID(hex: String(head[0])), startTree: ObjectID(hex: String(head[1])), commits: commits)
    }

    func save(_ line: CommitLine) throws(GitStoreError) {
        let text = { (id: ObjectID?) in id?.description ?? "-" }
        let head = "\(text(line.start)) \(text(line.startTree))\n"
        let rows = line.commits.map { commit in
            let words = [text(commit.id), text(commit.tree), text(commit.parentTree), "\(commit.brings)"]
            return (words + commit.parents.map(\.description)).joined(separator: " ") + "\n"
        }
        try Disk.write(head + rows.joined(), to: name, in: folder)
    }
}

extension LineCommit {
    fileprivate init?(words: [String]) {
        guard words.count >= 4, let id = ObjectID(hex: words[0]), let tree = ObjectID(hex: words[1]),
            let brings = Int(words[3])
        else { return nil }
        let parents = words.dropFirst(4).compactMap { ObjectID(hex: $0) }
        guard parents.count == words.count - 4 else { return nil }
        self.init(id: id, parents: parents, tree: tree, parentTree: ObjectID(hex: words[2]), brings: brings)
    }
}
