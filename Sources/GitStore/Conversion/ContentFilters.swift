import CLibgit2
import Files
import PatchModel

/// How the files of a tree stand in a work tree, as git's checkout has it: line ends, `$Id$` and encodings as the
/// tree's `.gitattributes` and git's configuration say, and what Git LFS keeps where it has it.
///
/// No program is run for that, whatever a configuration says.
final class ContentFilters {
    private let repository: Repository
    private let tree: ObjectID
    private let checkout: CheckoutSettings
    /// Nil where no file says anything of them.
    private let attributes: Attributes?

    fileprivate init(of tree: ObjectID, in repository: Repository, _ checkout: CheckoutSettings, isPlain: Bool) throws {
        self.repository = repository
        self.tree = tree
        self.checkout = checkout
        attributes =
            isPlain && checkout.attributes == nil ? nil : try Attributes(of: tree, checkout.attributes, in: repository)
    }

    private func attributes(of path: TreePath) throws(GitStoreError) -> FileAttributes {
        try attributes?.values(of: path) ?? FileAttributes()
    }

    /// The content of a file as the work tree shows it.
    func shown(_ file: TreeFile) throws(GitStoreError) -> [UInt8] {
        let bytes = try repository.blob(file.id)
        guard file.mode == .regular || file.mode == .executable else { return bytes }
        let attributes = try attributes(of: file.path)
        if attributes.filter == .text("lfs"), let large = LargeFile(bytes) {
            return try large.content(in: repository.largeFiles) ?? bytes
        }
        let filled = attributes.ident == .set ? Keyword.filled(bytes, with: file.id) : bytes
        let converted = LineEndConversion(attributes, checkout)?.shown(filled) ?? filled
        guard case .text(let encoding) = attributes.encoding else { return converted }
        return Encoding.encoded(converted, as: encoding) ?? converted
    }

    /// What the repository is to have of a file that the work tree shows so.
    func stored(_ bytes: [UInt8], at path: TreePath, _ mode: FileMode) throws -> [UInt8] {
        guard mode == .regular || mode == .executable else { return bytes }
        let attributes = try attributes(of: path)
        var stored = bytes
        if case .text(let encoding) = attributes.encoding {
            stored = Encoding.decoded(bytes, from: encoding) ?? bytes
        }
        if let conversion = LineEndConversion(attributes, checkout) {
            stored = try conversion.stored(stored) {
                let file = try repository.file(path, in: tree)
                return try file.flatMap { $0.mode == .submodule ? nil : try repository.blob($0.id) }
            }
        }
        return attributes.ident == .set ? Keyword.emptied(stored) : stored
    }

    /// The files that are pointers of Git LFS.
    fileprivate func pointers() throws -> [TreeFile] {
        try repository.files(in: tree).filter { file in
            try file.mode != .submodule && attributes(of: file.path).filter == .text("lfs")
                && LargeFile(repository.blob(file.id)) != nil
        }
    }
}

/// The filters of trees, and which trees need some.
final class FilterCache {
    private let repository: Repository
    let checkout: CheckoutSettings
    private let plain: PlainFolders
    private var known: [ObjectID: ContentFilters] = [:]

    init(_ repository: Repository, _ checkout: CheckoutSettings) {
        self.repository = repository
        self.checkout = checkout
        plain = PlainFolders(repository)
    }

    /// Nil where all files stand as they are.
    func filters(of tree: ObjectID) throws -> ContentFilters? {
        if let filters = known[tree] { return filters }
        let isPlain = try plain.has(tree)
        if isPlain, checkout.automatic == .off, checkout.attributes == nil { return nil }
        let filters = try ContentFilters(of: tree, in: repository, checkout, isPlain: isPlain)
        known[tree] = filters
        return filters
    }

    static let file = Array(".gitattributes".utf8)
}

extension Repository {
    /// The files of a tree of a git repository that are only pointers of Git LFS here, because what they name is not at
    /// hand. Which ones are pointers is looked for once in a tree.
    public func missingLargeFiles(in tree: ObjectID, _ outer: OuterAttributes?) throws -> [TreePath] {
        let file = KeptFile(path + "patchbench-pointers-\(tree)")
        var (paths, settings): ([TreePath], CheckoutSettings) = ([], CheckoutSettings())
        settings.attributes = outer.flatMap { $0.mayNameLargeFiles ? $0 : nil }
        let key = (["1"] + (settings.attributes?.texts ?? [])).joined(separator: " ")
        if let content = file.read(key: key) {
            var reader = KeptReader(content.bytes, at: content.body)
            paths = try (0..<reader.number()).map { _ in try TreePath(stored: reader.text()) }
        } else {
            paths = try FilterCache(self, settings).filters(of: tree)?.pointers().map(\.path) ?? []
            var writer = KeptWriter()
            writer.put(paths.count)
            for path in paths { writer.put(path.bytes) }
            // Where it cannot be written it is found again.
            try? file.write(writer.bytes, key: key)
        }
        return try paths.filter { path in
            guard let file = try self.file(path, in: tree), let large = LargeFile(try blob(file.id)) else {
                return false
            }
            return try large.content(in: largeFiles) == nil
        }
    }
}
