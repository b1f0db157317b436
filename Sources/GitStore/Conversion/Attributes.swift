import CLibgit2
import PatchModel

/// What `.gitattributes` says of one attribute of a file.
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

/// The attributes that a tree's own `.gitattributes` files give to its files.
final class Attributes {
    private let repository: Repository
    /// A commit of the tree: libgit2 looks for attributes in commits.
    private let commit: git_oid

    init(of tree: ObjectID, in repository: Repository) throws(GitStoreError) {
        self.repository = repository
        commit = try CommitText.base.write(to: repository.pointer, tree: tree, parent: nil).raw
    }

    func values(of path: TreePath) throws(GitStoreError) -> FileAttributes {
        var options = git_attr_options()
        options.version = UInt32(GIT_ATTR_OPTIONS_VERSION)
        options.flags = UInt32(GIT_ATTR_CHECK_INCLUDE_COMMIT | GIT_ATTR_CHECK_NO_SYSTEM)
        options.attr_commit_id = commit
        var names = FileAttributes.names.map { entry -> UnsafePointer<CChar>? in
            UnsafeRawPointer(entry.name.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        var values = [UnsafePointer<CChar>?](repeating: nil, count: names.count)
        let code = DiskPath(bytes: path.bytes).withCString {
            git_attr_get_many_ext(&values, repository.pointer, &options, $0, names.count, &names)
        }
        try Libgit2.check(code, "read the attributes of \(path)")
        var attributes = FileAttributes()
        for ((_, place), value) in zip(FileAttributes.names, values) {
            attributes[keyPath: place] = AttributeValue(value)
        }
        return attributes
    }
}
