import Files
import PatchModel

/// A submodule's folder shows its commit's files where these are at hand, and is empty else. What stands in an empty
/// one's place later, such as what a build leaves, is not looked at.
extension WorkTree {
    /// The folder of a submodule as a work tree, where it shows the commit's files.
    private func shown(_ submodule: TreeFile) throws -> (folder: WorkTree, tree: ObjectID)? {
        let folder = inner(submodule)
        guard FileStatus(folder.root)?.kind == .folder, try !FolderEntry.list(folder.root).isEmpty,
            let tree = try repository.tree(ofSubmodule: submodule)
        else { return nil }
        return (folder, tree)
    }

    private func inner(_ submodule: TreeFile) -> WorkTree {
        WorkTree(of: submodule.path, in: self)
    }

    /// Its files that are not as the commit has them.
    func edits(inSubmodule submodule: TreeFile) throws -> [WorkTreeEdit] {
        if let status = FileStatus(root / submodule.path), status.kind != .folder {
            return [WorkTreeEdit(path: submodule.path, kind: .modified)]
        }
        guard let (folder, tree) = try shown(submodule) else { return [] }
        return try folder.edits(against: tree).map { try placed($0, in: submodule) }
    }

    /// Puts its files back.
    func putBack(submodule: TreeFile) throws {
        if let (folder, tree) = try shown(submodule) { _ = try folder.putBack(tree) }
    }

    private func placed(_ edit: WorkTreeEdit, in submodule: TreeFile) throws -> WorkTreeEdit {
        let path = try TreePath(stored: submodule.path.bytes + [0x2f] + edit.path.bytes)
        return WorkTreeEdit(path: path, kind: edit.kind, isInSubmodule: true)
    }

    /// What stands in the way of a submodule that comes, goes or moves.
    func submoduleObstacles(
        to step: TreeStep, leaving: Set<TreePath>, _ views: Views
    ) throws -> [WorkTreeEdit] {
        if let old = step.old {
            guard old.mode == .submodule else {
                let removal = TreeStep(path: step.path, old: old, new: nil)
                return try [obstacle(to: removal, leaving: leaving, views)].compactMap(\.self)
            }
            let foreign = step.new.map { $0.mode != .submodule } ?? false ? try foreignFiles(in: old) : []
            return try edits(inSubmodule: old) + foreign.map { WorkTreeEdit(path: $0, kind: .inTheWay) }
        }
        guard let status = FileStatus(root / step.path) else { return [] }
        guard status.kind == .folder else {
            return leaving.contains(step.path) ? [] : [WorkTreeEdit(path: step.path, kind: .inTheWay)]
        }
        return try Disk.files(inside: step.path, of: root).filter { !leaving.contains($0) }
            .map { WorkTreeEdit(path: $0, kind: .inTheWay) }
    }

    /// The files that a submodule's folder shows.
    func files(ofSubmodule submodule: TreeFile) throws -> [TreePath] {
        guard let (_, tree) = try shown(submodule) else { return [] }
        return try repository.files(in: tree).map { file in
            try TreePath(stored: submodule.path.bytes + [0x2f] + file.path.bytes)
        }
    }

    private func foreignFiles(in submodule: TreeFile) throws -> [TreePath] {
        guard FileStatus(root / submodule.path)?.kind == .folder else { return [] }
        let known = Set(try files(ofSubmodule: submodule))
        return try Disk.files(inside: submodule.path, of: root).filter { !known.contains($0) }
    }

    /// Takes the files of a submodule that goes out of the folder, and the folder away.
    func leaveSubmodule(_ step: TreeStep, _ writer: FileWriter) throws {
        guard let old = step.old, old.mode == .submodule, step.new?.mode != .submodule else { return }
        if let (folder, tree) = try shown(old) { try folder.moveOn(from: tree, to: repository.emptyTree()) }
        for path in [old.path] + old.path.ancestors.reversed() {
            guard try writer.removeFolderIfEmpty(path.bytes) else { return }
        }
    }

    /// Shows the commit of a submodule that comes or moves.
    func enterSubmodule(_ step: TreeStep, _ writer: FileWriter) throws {
        guard let new = step.new, new.mode == .submodule else { return }
        if let old = step.old, old.mode != .submodule { try remove(old.path, writer) }
        try writer.makeFolder(new.path.bytes)
        guard let target = try repository.tree(ofSubmodule: new) else {
            if let old = step.old, old.mode == .submodule, let (folder, tree) = try shown(old) {
                try folder.moveOn(from: tree, to: repository.emptyTree())
            }
            return
        }
        let before = try step.old.flatMap { $0.mode == .submodule ? try shown($0)?.tree : nil }
        try inner(new).moveOn(from: before, to: target)
    }

    /// Shows those whose repositories came after their folders were made.
    func fillSubmodules(of tree: ObjectID, _ writer: FileWriter) throws {
        for submodule in try repository.submodules(of: tree) {
            try writer.makeFolder(submodule.path.bytes)
            let folder = inner(submodule)
            guard try FolderEntry.list(folder.root).isEmpty, let content = try repository.tree(ofSubmodule: submodule)
            else { continue }
            try folder.moveOn(from: nil, to: content)
        }
    }

    /// A move whose obstacles were looked for before.
    private func moveOn(from old: ObjectID?, to new: ObjectID) throws {
        if case .refused(let edits) = try move(from: old, to: new), let first = edits.first {
            throw Disk.failed(root / first.path, "replace")
        }
    }
}

extension TreeStep {
    var isOfSubmodule: Bool { old?.mode == .submodule || new?.mode == .submodule }
}
