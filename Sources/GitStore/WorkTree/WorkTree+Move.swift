import Files
import Glibc
import PatchModel

extension WorkTree {
    /// Brings the folder from the tree that it shows to another, and writes only the files that differ.
    ///
    /// Edits are never overwritten: where a file that has to change is neither as `old` nor as `new` has it, nothing is
    /// done. A move that was interrupted is finished by doing it again.
    /// - Parameter old: the tree that the folder shows; nil for a folder that is to be filled.
    /// - Throws: `GitStoreError`; `CancellationError` where the task is cancelled while a folder is filled.
    public func move(from old: ObjectID?, to new: ObjectID, check: Check = .all) throws -> WorkTreeOutcome {
        let steps = try repository.steps(from: old, to: new)
        let edits = try obstacles(to: steps, from: old, check)
        guard edits.isEmpty else { return .refused(edits.sorted { $0.path < $1.path }) }
        let writer = try writer()
        for step in steps where step.new == nil { try remove(step.path, writer) }
        // What a new folder holds is known; later it would have to be read.
        let cache = try old == nil ? StatCache(repository: repository, name: cacheName) : nil
        for file in steps.compactMap(\.new) {
            if old == nil { try Task.checkCancellation() }
            try write(file, writer, cache)
        }
        try cache?.save()
        return .moved(steps.map(\.path))
    }

    private func obstacles(to steps: [TreeStep], from old: ObjectID?, _ check: Check) throws -> Set<WorkTreeEdit> {
        let leaving = Set(steps.lazy.filter { $0.new == nil }.map(\.path))
        var edits = Set(try steps.compactMap { try obstacle(to: $0, leaving: leaving) })
        if let old {
            let moving = Set(steps.map(\.path))
            edits.formUnion(try self.edits(against: old, check).filter { !moving.contains($0.path) })
        }
        return edits
    }

    /// What stands in the way of a step: an edit, or something that is not the tree's.
    private func obstacle(to step: TreeStep, leaving: Set<TreePath>) throws -> WorkTreeEdit? {
        for ancestor in step.path.ancestors {
            guard let status = FileStatus(root / ancestor) else { break }
            if status.kind == .folder { continue }
            // A file of the old tree, which a folder of the new one replaces, goes first.
            return leaving.contains(ancestor) ? nil : WorkTreeEdit(path: ancestor, kind: .inTheWay)
        }
        guard let status = FileStatus(root / step.path) else {
            // What went already is as a removal wants it; of the rest somebody else took it away.
            return step.old == nil || step.new == nil ? nil : WorkTreeEdit(path: step.path, kind: .deleted)
        }
        if status.kind == .folder {
            return try Disk.files(inside: step.path, of: root).first { !leaving.contains($0) }
                .map { WorkTreeEdit(path: $0, kind: .inTheWay) }
        }
        let isExpected = try [step.old, step.new].compactMap(\.self).contains { try shows($0, status) }
        return isExpected ? nil : WorkTreeEdit(path: step.path, kind: step.old == nil ? .inTheWay : .modified)
    }

    /// Whether the file in the folder is the tree's.
    private func shows(_ file: TreeFile, _ status: FileStatus) throws(GitStoreError) -> Bool {
        guard status.mode == file.mode else { return false }
        return try Repository.blobID(of: try Disk.read(root / file.path, status)) == file.id
    }

    private func write(_ file: TreeFile, _ writer: FileWriter, _ cache: StatCache?) throws {
        try writer.removeFolderIfEmpty(file.path.bytes)
        let kind: FileKind =
            switch file.mode {
            case .regular: .regular
            case .executable: .executable
            case .symbolicLink: .link
            }
        try writer.write(try repository.blob(file.id), kind, to: file.path.bytes)
        if let cache, let status = FileStatus(root / file.path) { try cache.record(file.id, of: file.path, status) }
    }

    /// Removes a file, and the folders that hold nothing more.
    private func remove(_ path: TreePath, _ writer: FileWriter) throws {
        try writer.remove(path.bytes)
        for ancestor in path.ancestors.reversed() {
            guard try writer.removeFolderIfEmpty(ancestor.bytes) else { return }
        }
    }
}

extension WorkTree {
    /// Makes files beside the folder, so that it never shows one that is not whole.
    func writer() throws -> FileWriter {
        try FileWriter(Folder.making(folder), scratch: Folder(at: folder + "/.."))
    }
}
