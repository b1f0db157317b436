import CLibgit2
import PatchModel

extension Repository {
    /// Takes over what the stages of a line need and its own objects do not say: the commits, and the contents and
    /// folders that they change. So the line stays whole when the user's repository drops them, as `git gc` does with
    /// what was amended. What never changes stays borrowed.
    ///
    /// Cost: what the commits change, read and written once.
    func keep(_ line: CommitLine, of graph: CommitGraph) throws {
        try buffered {
            if let start = line.start { try keep(start, of: graph) }
            for commit in line.commits {
                try Task.checkCancellation()
                try keep(commit.id, of: graph)
                try spill()
            }
        }
    }

    private func keep(_ commit: ObjectID, of graph: CommitGraph) throws {
        let node = try graph.node(commit)
        let parent = try node.parents.first.map { try graph.node($0).tree }
        // Of a commit without a parent, all its files would be.
        if let parent { try keep(tree: node.tree, since: parent) }
        let opened = try graph.open(commit)
        guard let id = git_commit_id(opened.pointer) else { throw GitStoreError.noSuchObject(commit.description) }
        try keep(object: ObjectID(id.pointee))
    }

    private func keep(tree: ObjectID, since old: ObjectID?) throws {
        guard tree != old else { return }
        try keep(object: tree)
        var left = try TreeCursor(old, in: self)
        var right = try TreeCursor(tree, in: self)
        while let (before, after) = TreeCursor.nextDifference(&left, &right) {
            guard let after, after.mode != .submodule else { continue }
            if after.isFolder {
                try keep(tree: after.id, since: before?.id)
            } else {
                try keep(object: after.id)
            }
        }
    }

    private func keep(object id: ObjectID) throws(GitStoreError) {
        guard buffer.objects[id] == nil else { return }
        var raw = id.raw
        let object = try Owned("read the object \(id)", free: git_odb_object_free) {
            git_odb_read(&$0, odb.pointer, &raw)
        }
        let bytes = UnsafeRawBufferPointer(
            start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer))
        buffer.add(id, ObjectBuffer.Object(type: git_odb_object_type(object.pointer), data: Array(bytes)))
    }
}
