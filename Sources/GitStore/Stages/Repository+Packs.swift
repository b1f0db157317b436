import CLibgit2
import PatchModel

/// Objects for another repository, which may stand on another machine.
extension Repository {
    /// Writes stages, with all that is in their trees, as one pack that any git reads, and its index.
    ///
    /// - Parameters:
    ///   - base: what that stage has is left out.
    ///   - folder: an absolute path; what it is called there follows from what is in it.
    /// - Throws: `GitStoreError`.
    package func writePack(
        of stages: [Stage], without base: Stage?, to folder: String
    ) throws(GitStoreError) {
        let builder = try Owned("begin a pack", free: git_packbuilder_free) { git_packbuilder_new(&$0, pointer) }
        let walk = try Owned("walk the stages", free: git_revwalk_free) { git_revwalk_new(&$0, pointer) }
        for stage in stages {
            var id = stage.commit.raw
            try Libgit2.check(git_revwalk_push(walk.pointer, &id), "walk the stages")
        }
        if let base {
            var id = base.commit.raw
            try Libgit2.check(git_revwalk_hide(walk.pointer, &id), "walk the stages")
        }
        try Libgit2.check(git_packbuilder_insert_walk(builder.pointer, walk.pointer), "collect the stages' objects")
        try Libgit2.check(git_packbuilder_write(builder.pointer, folder, 0, nil, nil), "write a pack")
    }

    /// Lets this repository read, for as long as it is open, what a folder has in `pack`.
    package func readObjects(in folder: String) throws(GitStoreError) {
        try Libgit2.check(git_odb_add_disk_alternate(odb.pointer, folder), "read the objects in \(folder)")
    }
}
