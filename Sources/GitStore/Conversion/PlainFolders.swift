import CLibgit2
import Files

/// Which folders of trees have no `.gitattributes`, nor any folder in them. What an id names does not change, so what
/// was found in a large tree is kept in a file of the repository.
final class PlainFolders {
    private let repository: Repository
    private let file: KeptFile
    private lazy var plain = load()
    private var others: Set<ObjectID> = []
    private var unsaved = 0

    /// Fewer new ones are found again as fast.
    private static let worthKeeping = 200

    init(_ repository: Repository) {
        self.repository = repository
        file = KeptFile(repository.path + "patchbench-plain-folders")
    }

    /// Cost: a look at each folder that was never looked at.
    func has(_ tree: ObjectID) throws -> Bool {
        let isPlain = try look(into: tree)
        if unsaved >= Self.worthKeeping { save() }
        return isPlain
    }

    private func look(into folder: ObjectID) throws -> Bool {
        if plain.contains(folder) { return true }
        if others.contains(folder) { return false }
        let tree = try repository.tree(folder)
        var isPlain = true
        for index in 0..<git_tree_entrycount(tree.pointer) where isPlain {
            guard let entry = TreeEntry(git_tree_entry_byindex(tree.pointer, index)) else { continue }
            isPlain = entry.isFolder ? try look(into: entry.id) : entry.name != FilterCache.file
        }
        if isPlain {
            plain.insert(folder)
            unsaved += 1
        } else {
            others.insert(folder)
        }
        return isPlain
    }

    private func load() -> Set<ObjectID> {
        guard let content = file.read(key: Self.key) else { return [] }
        var reader = KeptReader(content.bytes, at: content.body)
        return Set((0..<reader.number()).map { _ in ObjectID(bytes: reader.raw(20)) })
    }

    private func save() {
        var writer = KeptWriter()
        writer.put(plain.count)
        for id in plain { writer.put(raw: id.bytes) }
        // Where it cannot be written it is found again.
        try? file.write(writer.bytes, key: Self.key)
        unsaved = 0
    }

    private static let key = "1"
}
