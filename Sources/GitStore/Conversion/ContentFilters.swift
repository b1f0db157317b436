import CLibgit2
import Files
import PatchModel

/// How the files of a tree stand in a work tree, as git's checkout has it: line ends, `$Id$` and encodings as the
/// tree's `.gitattributes` say, and what Git LFS keeps where it has it.
///
/// No program is run for that, whatever a configuration says.
final class ContentFilters {
    private let repository: Repository
    private let tree: ObjectID
    private let attributes: Attributes

    fileprivate init(of tree: ObjectID, in repository: Repository) throws {
        self.repository = repository
        self.tree = tree
        attributes = try Attributes(of: tree, in: repository)
    }

    /// The content of a file as the work tree shows it.
    func shown(_ file: TreeFile) throws(GitStoreError) -> [UInt8] {
        let bytes = try repository.blob(file.id)
        guard file.mode == .regular || file.mode == .executable else { return bytes }
        if let large = LargeFile(bytes), try attributes.value("filter", of: file.path) == "lfs" {
            return try large.content(in: repository.largeFiles) ?? bytes
        }
        let filled = try attributes.isSet("ident", of: file.path) ? Keyword.filled(bytes, with: file.id) : bytes
        let converted = try attributes.converted(filled, file, to: GIT_FILTER_TO_WORKTREE)
        guard let encoding = try attributes.value("working-tree-encoding", of: file.path) else { return converted }
        return Encoding.encoded(converted, as: encoding) ?? converted
    }

    /// What the repository is to have of a file that the work tree shows so.
    func stored(_ bytes: [UInt8], at path: TreePath, _ mode: FileMode) throws -> [UInt8] {
        guard mode == .regular || mode == .executable else { return bytes }
        let encoding = try attributes.value("working-tree-encoding", of: path)
        let decoded = encoding.flatMap { Encoding.decoded(bytes, from: $0) } ?? bytes
        let file = TreeFile(path: path, mode: mode, id: try Repository.blobID(of: bytes))
        let converted = try attributes.converted(decoded, file, to: GIT_FILTER_TO_ODB)
        return try attributes.isSet("ident", of: path) ? Keyword.emptied(converted) : converted
    }

    /// The files that are pointers of Git LFS.
    fileprivate func pointers() throws -> [TreeFile] {
        try repository.files(in: tree).filter { file in
            try file.mode != .submodule && attributes.value("filter", of: file.path) == "lfs"
                && LargeFile(repository.blob(file.id)) != nil
        }
    }
}

/// The filters of trees, and which trees need some.
final class FilterCache {
    private let repository: Repository
    private let plain: PlainFolders
    private var known: [ObjectID: ContentFilters] = [:]

    init(_ repository: Repository) {
        self.repository = repository
        plain = PlainFolders(repository)
    }

    /// Nil where no file says anything of attributes.
    func filters(of tree: ObjectID) throws -> ContentFilters? {
        if try plain.has(tree) { return nil }
        if let filters = known[tree] { return filters }
        let filters = try ContentFilters(of: tree, in: repository)
        known[tree] = filters
        return filters
    }

    static let file = Array(".gitattributes".utf8)
}

extension Repository {
    /// The files of a tree of a git repository that are only pointers of Git LFS here, because what they name is not at
    /// hand. Which ones are pointers is looked for once in a tree.
    public func missingLargeFiles(in tree: ObjectID) throws -> [TreePath] {
        let file = KeptFile(path + "patchbench-pointers-\(tree)")
        var paths: [TreePath] = []
        if let content = file.read(key: "1") {
            var reader = KeptReader(content.bytes, at: content.body)
            paths = try (0..<reader.number()).map { _ in try TreePath(stored: reader.text()) }
        } else {
            paths = try FilterCache(self).filters(of: tree)?.pointers().map(\.path) ?? []
            var writer = KeptWriter()
            writer.put(paths.count)
            for path in paths { writer.put(path.bytes) }
            // Where it cannot be written it is found again.
            try? file.write(writer.bytes, key: "1")
        }
        return try paths.filter { path in
            guard let file = try self.file(path, in: tree), let large = LargeFile(try blob(file.id)) else {
                return false
            }
            return try large.content(in: largeFiles) == nil
        }
    }
}
