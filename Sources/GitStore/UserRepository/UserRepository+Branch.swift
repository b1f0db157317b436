import CLibgit2
import Glibc
import PatchModel

extension UserRepository {
    /// Writes stages as commits of a new branch, the one thing that is ever written to a user's repository, and only
    /// when it is asked for. No other ref, no work tree and no index changes.
    ///
    /// - Parameters:
    ///   - stages: the trees of the patches' stages in `repository`, and what their commits say.
    ///   - parent: the commit to begin from; nil makes one without parent of `base`.
    /// - Returns: the branch's last commit.
    /// - Throws: `GitStoreError.branchExists`, `.badName`
    public func makeBranch(
        _ branch: String, of stages: [(tree: ObjectID, header: PatchHeader)], base: ObjectID, parent: ObjectID?,
        from repository: Repository
    ) throws -> ObjectID {
        let name = "refs/heads/" + branch
        guard repository.isValidReference(name), !branch.hasPrefix("-") else { throw GitStoreError.badName(branch) }
        var existing = git_oid()
        let code = git_reference_name_to_id(&existing, handle.pointer, name)
        if code == 0 { throw GitStoreError.branchExists(branch, repository: path) }
        if code != GIT_ENOTFOUND.rawValue { try Libgit2.check(code, "read the ref \(name)") }
        let copy = try ObjectCopy(from: repository, to: handle.pointer)
        var tip = parent
        if tip == nil {
            try copy.copyTree(base)
            tip = try CommitText.base.write(to: handle.pointer, tree: base, parent: nil)
        }
        for stage in stages {
            try copy.copyTree(stage.tree)
            tip = try CommitText(stage.header).write(to: handle.pointer, tree: stage.tree, parent: tip)
        }
        guard let tip else { throw GitStoreError.noSuchObject(base.description) }
        var raw = tip.raw
        _ = try Owned("make the branch \(branch)", free: git_reference_free) {
            git_reference_create(&$0, handle.pointer, name, &raw, 0, "patchbench: export")
        }
        return tip
    }
}

/// Copies trees and what is in them from one repository to another.
private struct ObjectCopy: ~Copyable {
    let source: Repository
    let target: Owned

    init(from source: Repository, to target: OpaquePointer) throws(GitStoreError) {
        self.source = source
        self.target = try Owned("open the objects", free: git_odb_free) { git_repository_odb(&$0, target) }
    }

    /// Cost: that of the objects that the target does not have.
    borrowing func copyTree(_ id: ObjectID) throws {
        guard !has(id) else { return }
        let tree = try source.tree(id)
        for index in 0..<git_tree_entrycount(tree.pointer) {
            guard let entry = TreeEntry(git_tree_entry_byindex(tree.pointer, index)), entry.mode != .submodule else {
                continue
            }
            if entry.isFolder { try copyTree(entry.id) } else { try copy(entry.id) }
        }
        // A tree comes after what it names, so that it is never there without that.
        try copy(id)
    }

    private borrowing func has(_ id: ObjectID) -> Bool {
        var raw = id.raw
        return git_odb_exists(target.pointer, &raw) == 1
    }

    private borrowing func copy(_ id: ObjectID) throws(GitStoreError) {
        guard !has(id) else { return }
        var (raw, made) = (id.raw, git_oid())
        let odb = source.odb.pointer
        let object = try Owned("read the object \(id)", free: git_odb_object_free) { git_odb_read(&$0, odb, &raw) }
        let code = git_odb_write(
            &made, target.pointer, git_odb_object_data(object.pointer), git_odb_object_size(object.pointer),
            git_odb_object_type(object.pointer))
        try Libgit2.check(code, "write an object")
    }
}
