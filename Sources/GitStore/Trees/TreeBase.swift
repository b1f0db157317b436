import PatchModel

/// A tree of the repository, as a patch sees it.
struct TreeBase: PatchBase {
    let repository: Repository
    let tree: ObjectID

    func entry(at path: TreePath) throws -> BaseEntry {
        switch try repository.look(up: path, in: tree) {
        case .missing: return .missing
        case .blocked(let obstacle, let mode): return .blocked(by: obstacle, mode)
        case .entry(let entry):
            if entry.isFolder { return .folder }
            let file = try TreeFile(path, entry)
            let content = try repository.content(of: file)
            try repository.keep(entry.id, content)
            return .file(file.mode, content)
        }
    }

    func files(inside folder: TreePath) throws -> [TreePath] {
        guard case .entry(let entry) = try repository.look(up: folder, in: tree), entry.isFolder else { return [] }
        var files: [TreeFile] = []
        try repository.collectFiles(of: entry.id, prefix: folder.bytes + [0x2f], into: &files)
        return files.map(\.path)
    }

    func blobID(of bytes: [UInt8]) throws -> String { try Repository.blobID(of: bytes).description }
}
