import CLibgit2
import Glibc
import PatchModel

/// A repository of the user's. It is only read, but for `makeBranch`: not even the time of an object's last use changes
/// in it.
public final class UserRepository {
    let handle: Owned
    /// Absolute, with a slash at its end: the folder `.git`, or a bare repository.
    public let path: String

    /// Opens the repository that holds a folder, as git finds it: there or above.
    /// - Throws: `GitStoreError.noRepository`, `.foreignRepository`, `.unsafeRepository`.
    public init(holding folder: String) throws(GitStoreError) {
        Libgit2.start
        var found: OpaquePointer?
        let code = git_repository_open_ext(&found, folder, 0, nil)
        if code == GIT_ENOTFOUND.rawValue { throw .noRepository(folder) }
        if code != 0, let (place, name) = Self.foreignExtension(of: folder) {
            throw .foreignRepository(place, extension: name)
        }
        handle = try Owned("open the repository of \(folder)", free: git_repository_free) {
            $0 = found
            return code
        }
        path = String(cString: git_repository_path(handle.pointer))
        try SafeRepositories.current.check(path, workTree: workTree)
    }

    /// Of a repository that cannot be opened, what its configuration says that libgit2 does not know.
    private static func foreignExtension(of folder: String) -> (repository: String, name: String)? {
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        guard git_repository_discover(&buffer, folder, 0, nil) == 0, let pointer = buffer.ptr else { return nil }
        let path = String(cString: pointer)
        let known = ["noop", "partialclone", "preciousobjects", "worktreeconfig", "relativeworktrees"]
        let values = ConfigurationFile(path + "config").values(of: "^extensions\\.")
        return values.first { !known.contains(String($0.name.dropFirst("extensions.".count))) }.map {
            (path, "\($0.name)=\($0.value ?? "")")
        }
    }

    /// The folder that its files are checked out in, with a slash at its end; nil for a bare repository.
    public var workTree: String? { git_repository_workdir(handle.pointer).map { String(cString: $0) } }

    /// Where a folder of the work tree is in it, without slashes at its ends; empty for its top, and for any other
    /// folder.
    public func path(of folder: String) -> String {
        guard let workTree, let top = realpath(workTree, nil), let place = realpath(folder, nil) else { return "" }
        defer {
            free(top)
            free(place)
        }
        let (outer, inner) = (String(cString: top) + "/", String(cString: place))
        return inner.hasPrefix(outer) ? String(inner.dropFirst(outer.count)) : ""
    }

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

    /// What a name leads to; ancestors in it are those of the commits alone.
    func object(named name: String) throws(GitStoreError) -> Revision {
        var found: OpaquePointer?
        let code = git_revparse_single(&found, handle.pointer, name)
        if [GIT_ENOTFOUND, GIT_EINVALIDSPEC, GIT_EAMBIGUOUS].contains(where: { $0.rawValue == code }) {
            throw .noRevision(name, repository: path, isShallow: isShallow)
        }
        let object = try Owned("find the revision \(name)", free: git_object_free) {
            $0 = found
            return code
        }
        guard let tree = try Self.peel(object.pointer, to: GIT_OBJECT_TREE) else {
            throw .noRevision(name, repository: path, isShallow: isShallow)
        }
        return Revision(commit: try Self.peel(object.pointer, to: GIT_OBJECT_COMMIT), tree: tree)
    }

    /// Nil where the object leads to none of that type.
    private static func peel(_ object: OpaquePointer, to type: git_object_t) throws(GitStoreError) -> ObjectID? {
        var peeled: OpaquePointer?
        let code = git_object_peel(&peeled, object, type)
        if [GIT_EPEEL, GIT_EINVALIDSPEC].contains(where: { $0.rawValue == code }) { return nil }
        let found = try Owned("find what a revision leads to", free: git_object_free) {
            $0 = peeled
            return code
        }
        return git_object_id(found.pointer).map { ObjectID($0.pointee) }
    }

    /// Whether its history was cut off when it was cloned.
    public var isShallow: Bool { git_repository_is_shallow(handle.pointer) == 1 }

    func has(_ id: ObjectID) throws(GitStoreError) -> Bool {
        let odb = try Owned("open the objects", free: git_odb_free) { git_repository_odb(&$0, handle.pointer) }
        var raw = id.raw
        return git_odb_exists(odb.pointer, &raw) == 1
    }
}
