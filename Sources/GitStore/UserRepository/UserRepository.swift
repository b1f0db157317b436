import CLibgit2
import PatchModel

/// A repository of the user's. It is only read, but for `makeBranch`: not even the time of an object's last use changes
/// in it.
public final class UserRepository {
    let handle: Owned
    /// Absolute, with a slash at its end: the folder `.git`, or a bare repository.
    public let path: String

    /// Opens the repository that holds a folder, as git finds it: there or above.
    /// - Throws: `GitStoreError.noRepository`
    public init(holding folder: String) throws(GitStoreError) {
        Libgit2.start
        var found: OpaquePointer?
        let code = git_repository_open_ext(&found, folder, 0, nil)
        if code == GIT_ENOTFOUND.rawValue { throw .noRepository(folder) }
        handle = try Owned("open the repository of \(folder)", free: git_repository_free) {
            $0 = found
            return code
        }
        path = String(cString: git_repository_path(handle.pointer))
    }

    /// The folder that its files are checked out in, with a slash at its end; nil for a bare repository.
    public var workTree: String? { git_repository_workdir(handle.pointer).map { String(cString: $0) } }

    /// Where the objects are: in a linked work tree, those of the main repository.
    var objectsFolder: String { commonFolder + "objects" }

    /// Of the main repository where this is a linked work tree, with a slash at its end.
    var commonFolder: String { String(cString: git_repository_commondir(handle.pointer)) }

    /// A revision as a person names it, and the tree that it leads to.
    public struct Revision: Hashable, Sendable {
        /// Nil where the name is a tree's.
        public let commit: ObjectID?
        public let tree: ObjectID
    }

    /// What a revision (gitrevisions: a tag, a branch, `v6.1~3`, an id) names.
    /// - Throws: `GitStoreError.noRevision`
    public func revision(_ name: String) throws(GitStoreError) -> Revision {
        var found: OpaquePointer?
        guard git_revparse_single(&found, handle.pointer, name) == 0, let found else {
            throw .noRevision(name, repository: path)
        }
        defer { git_object_free(found) }
        guard let tree = Self.peel(found, to: GIT_OBJECT_TREE) else { throw .noRevision(name, repository: path) }
        return Revision(commit: Self.peel(found, to: GIT_OBJECT_COMMIT), tree: tree)
    }

    private static func peel(_ object: OpaquePointer, to type: git_object_t) -> ObjectID? {
        var peeled: OpaquePointer?
        guard git_object_peel(&peeled, object, type) == 0, let peeled else { return nil }
        defer { git_object_free(peeled) }
        return git_object_id(peeled).map { ObjectID($0.pointee) }
    }
}
