import CLibgit2
import PatchModel

/// What is said of one attribute of a file.
enum AttributeValue: Equatable {
    case unspecified, set, unset
    case text(String)

    init(_ value: UnsafePointer<CChar>?) {
        switch git_attr_value(value) {
        case GIT_ATTR_VALUE_TRUE: self = .set
        case GIT_ATTR_VALUE_FALSE: self = .unset
        case GIT_ATTR_VALUE_STRING: self = value.map { .text(String(cString: $0)) } ?? .unspecified
        default: self = .unspecified
        }
    }
}

/// What the attributes of a file say of its content in a work tree.
struct FileAttributes {
    var text = AttributeValue.unspecified
    var crlf = AttributeValue.unspecified
    var eol = AttributeValue.unspecified
    var ident = AttributeValue.unspecified
    var encoding = AttributeValue.unspecified
    var filter = AttributeValue.unspecified

    fileprivate static let names: [(name: StaticString, place: WritableKeyPath<Self, AttributeValue> & Sendable)] = [
        ("text", \.text), ("crlf", \.crlf), ("eol", \.eol), ("ident", \.ident),
        ("working-tree-encoding", \.encoding), ("filter", \.filter),
    ]
}

/// The attributes that a tree's own `.gitattributes` files give to its files, and those that stand outside of it.
final class Attributes {
    /// Where they are looked for: what counts most comes first.
    private let sources: [AttributeSource]

    init(of tree: ObjectID, _ outer: OuterAttributes?, in repository: Repository) throws {
        // In the folder of the tool's repository stands what git reads in a work tree, maybe in another.
        let isAlone = outer == nil && FileStatus(repository.path + OuterAttributes.place) == nil
        sources =
            try outer.map { try Self.sources(tree, $0, repository) }
            ?? [AttributeSource(tree, repository, isApart: !isAlone)]
    }

    /// libgit2 looks for attributes in commits, and puts what it finds in git's order; so what stands outside of the
    /// tree becomes files of trees, too.
    private static func sources(
        _ tree: ObjectID, _ outer: OuterAttributes, _ repository: Repository
    ) throws -> [AttributeSource] {
        let path = TreePath(known: FilterCache.file)
        let own = try repository.file(path, in: tree).flatMap { file in
            file.mode == .regular || file.mode == .executable ? try repository.blob(file.id) : nil
        }
        let (above, below) = (Array(outer.above), OuterAttributes.text([Array(outer.below), own ?? []]))
        let inner = OuterAttributes.macros(above) + below
        var sources: [AttributeSource] = []
        if !above.isEmpty {
            let text = OuterAttributes.macros(below) + above
            let top = try repository.write(
                [FileEdit(path: path, content: .file(.regular, text))], to: repository.emptyTree())
            sources.append(try AttributeSource(top, repository, isApart: true))
        }
        let shown = try repository.write([FileEdit(path: path, content: .file(.regular, inner))], to: tree)
        return sources + [try AttributeSource(shown, repository, isApart: true)]
    }

    func values(of path: TreePath) throws(GitStoreError) -> FileAttributes {
        var attributes = FileAttributes()
        var found: Set<Int> = []
        for source in sources {
            for (index, value) in try source.values(of: path).enumerated() where value != nil {
                guard found.insert(index).inserted else { continue }
                attributes[keyPath: FileAttributes.names[index].place] = AttributeValue(value)
            }
        }
        return attributes
    }
}

/// The files `.gitattributes` of one tree.
private final class AttributeSource {
    private let repository: Repository
    /// The same objects without a folder around them; nil where nothing in that says more.
    private let objects: Handle?
    private let commit: git_oid

    /// - Parameter isApart: whether nothing counts but the tree.
    init(_ tree: ObjectID, _ repository: Repository, isApart: Bool) throws(GitStoreError) {
        self.repository = repository
        commit = try CommitText.base.write(to: repository.pointer, tree: tree, parent: nil).raw
        objects = isApart ? try Handle(of: repository) : nil
    }

    private final class Handle {
        let repository: Owned

        init(of store: Repository) throws(GitStoreError) {
            let doing = "look for attributes"
            repository = try Owned(doing, free: git_repository_free) { git_repository_wrap_odb(&$0, store.odb.pointer) }
            let index = try Owned(doing, free: git_index_free) { git_index_new(&$0) }
            let configuration = try Owned(doing, free: git_config_free) { git_config_new(&$0) }
            try Libgit2.check(git_repository_set_index(repository.pointer, index.pointer), doing)
            try Libgit2.check(git_repository_set_config(repository.pointer, configuration.pointer), doing)
        }
    }

    /// In the order of `FileAttributes.names`; nil where nothing is said, not even that nothing is to count.
    func values(of path: TreePath) throws(GitStoreError) -> [UnsafePointer<CChar>?] {
        var options = git_attr_options()
        options.version = UInt32(GIT_ATTR_OPTIONS_VERSION)
        options.flags = UInt32(GIT_ATTR_CHECK_INCLUDE_COMMIT | GIT_ATTR_CHECK_NO_SYSTEM)
        options.attr_commit_id = commit
        var names = FileAttributes.names.map { entry -> UnsafePointer<CChar>? in
            UnsafeRawPointer(entry.name.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        var values = [UnsafePointer<CChar>?](repeating: nil, count: names.count)
        let pointer = objects?.repository.pointer ?? repository.pointer
        let code = DiskPath(bytes: path.bytes).withCString {
            git_attr_get_many_ext(&values, pointer, &options, $0, names.count, &names)
        }
        try Libgit2.check(code, "read the attributes of \(path)")
        return values
    }
}
