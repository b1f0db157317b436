import CLibgit2

extension UserRepository {
    /// The files of a tree, without submodules, each with the id of its content.
    public func files(in tree: ObjectID) throws(GitStoreError) -> [String: ObjectID] {
        var files: [String: ObjectID] = [:]
        var open = [(prefix: "", tree: tree)]
        while let (prefix, id) = open.popLast() {
            let tree = try Owned("read the tree \(id)", free: git_tree_free) { [raw = id.raw] in
                var raw = raw
                return git_tree_lookup(&$0, handle.pointer, &raw)
            }
            for index in 0..<git_tree_entrycount(tree.pointer) {
                guard let entry = TreeEntry(git_tree_entry_byindex(tree.pointer, index)) else { continue }
                let path = prefix + String(decoding: entry.name, as: UTF8.self)
                if entry.isFolder {
                    open.append((path + "/", entry.id))
                } else if entry.mode != .submodule {
                    files[path] = entry.id
                }
            }
        }
        return files
    }

    /// The bytes of a file.
    public func content(of id: ObjectID) throws(GitStoreError) -> [UInt8] {
        let blob = try Owned("read the file \(id)", free: git_blob_free) { [raw = id.raw] in
            var raw = raw
            return git_blob_lookup(&$0, handle.pointer, &raw)
        }
        let bytes = UnsafeRawBufferPointer(
            start: git_blob_rawcontent(blob.pointer), count: Int(git_blob_rawsize(blob.pointer)))
        return Array(bytes)
    }
}
