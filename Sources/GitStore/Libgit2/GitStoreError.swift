import Files
import PatchModel

/// Why the store could not go on.
public enum GitStoreError: Error, Hashable, Sendable {
    /// What was being done, and what libgit2 says about it.
    case libgit2(doing: String, message: String, code: Int)
    /// The disk took no more; what was being done.
    case diskFull(doing: String)
    /// An object is not there, as in a partial clone; what was being done, and what libgit2 says about it.
    case missingObject(doing: String, message: String)
    /// The repository is of a kind that is not read: what its configuration calls it.
    case foreignRepository(String, extension: String)
    /// The repository belongs to another user, and nothing says that it is safe.
    case unsafeRepository(String, owner: UInt32)
    /// A file or folder could not be read or written.
    case file(FileError)
    case notAFolder(String)
    /// A folder to import holds a repository of its own.
    case nestedRepository(String)
    /// A file of an imported folder is not as it was when that was looked at.
    case changedUnderway(String)
    /// A folder to import holds a path that no tree may have.
    case unsafePath(String, PathProblem)
    /// The name cannot be part of a ref's name.
    case badName(String)
    case noSuchObject(String)
    /// The tree holds a gitlink or something else that is not a file.
    case unsupportedEntry(path: String, mode: String)
    /// No repository holds the folder.
    case noRepository(String)
    /// The user's repository has no such revision.
    case noRevision(String, repository: String, isShallow: Bool)
    /// The history that `of` names goes on behind this commit, and the shallow clone does not have it.
    case missingHistory(of: String, at: ObjectID, repository: String)
    /// The commit was there, or is named by others, and is gone.
    case lostCommit(ObjectID, repository: String)
    /// A range of commits was wanted and this is not one.
    case notARange(String)
    /// What stands in front of a path, as git's pathspecs have it, is not understood.
    case badPathspec(String)
    case branchExists(String, repository: String)
    case mergeInRange(commit: ObjectID, subject: String)
}

extension TreePath {
    /// The path that a tree or a folder holds.
    /// - Throws: `GitStoreError.unsafePath`, where it is one that no tree may have.
    init(stored bytes: [UInt8]) throws(GitStoreError) {
        do {
            try self.init(bytes)
        } catch {
            throw .unsafePath(String(decoding: bytes, as: UTF8.self), error)
        }
    }
}
