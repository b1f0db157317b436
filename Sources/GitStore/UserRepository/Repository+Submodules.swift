import PatchModel

extension Repository {
    /// The submodules of a tree that its `.gitmodules` names.
    public func submodules(of tree: ObjectID) throws -> [TreeFile] {
        guard let file = try file(try TreePath(stored: Array(".gitmodules".utf8)), in: tree), file.mode != .submodule,
            file.mode != .symbolicLink
        else { return [] }
        return try Self.submodulePaths(try blob(file.id)).compactMap { path in
            guard case .entry(let entry) = try look(up: path, in: tree), entry.mode == .submodule else { return nil }
            return try TreeFile(path, entry)
        }
    }

    /// The values of `path` in a file of git's configuration (git-config(1)): bare, or in quotes.
    private static func submodulePaths(_ text: [UInt8]) -> [TreePath] {
        let paths = text.split(separator: 0x0a).compactMap { line -> TreePath? in
            let parts = String(decoding: line, as: UTF8.self).split(separator: "=", maxSplits: 1).map { part in
                part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
            }
            guard parts.count == 2, parts[0].elementsEqual("path") else { return nil }
            let value = Array(String(parts[1]).utf8)
            return try? TreePath(value.first == 0x22 ? QuotedName.read(value[...])?.name ?? value : value)
        }
        return Array(Set(paths)).sorted()
    }

    /// The tree of a submodule's commit; nil where its repository is not at hand, or does not have the commit.
    func tree(ofSubmodule submodule: TreeFile) throws -> ObjectID? {
        if let tree = try commitTree(submodule.id) { return tree }
        for folder in submodules.objectFolders(for: submodule.path) {
            try borrow(objects: folder)
            if let tree = try commitTree(submodule.id) { return tree }
        }
        return nil
    }

    /// Whether the submodule's files can be shown.
    public func hasContent(ofSubmodule submodule: TreeFile) throws -> Bool { try tree(ofSubmodule: submodule) != nil }
}
