import Files
import PatchModel

/// Some files of a large work tree that are looked at before every step: those that the patches of a series touch.
public struct WatchedPaths {
    /// Equal for equal paths alone; nil where nothing is to be kept of them.
    let name: String?
    let paths: () -> [TreePath]

    /// - Parameter paths: asked for where they are not known by their name.
    public init(name: String?, paths: @escaping () -> [TreePath]) {
        self.name = name
        self.paths = paths
    }
}

extension WorkTree {
    /// What is not as the tree has it.
    struct Changes {
        var edits: [WorkTreeEdit] = []
        /// Files that the tree does not have, and that were looked for by name.
        var new: [TreePath] = []
        /// What else stands in the folder, where all of it was looked at.
        var others: [FolderScan.Other] = []
    }

    /// A look at all files. Cost: one lstat(2) a file, and reading those that changed since the last time.
    func look(at tree: ObjectID, listsOthers: Bool) throws -> Changes {
        var states = FileStates(try cacheName, in: repository)
        try states.show(tree, repository)
        let changes = try changes(&states, against: tree, listsOthers: listsOthers)
        states.save()
        return changes
    }

    func edits(of paths: [TreePath], against tree: ObjectID) throws -> [WorkTreeEdit] {
        var states = try FileStates(of: paths, in: tree, repository)
        return try changes(&states, against: tree).edits
    }

    /// Looks at the files of which something is known.
    func changes(_ states: inout FileStates, against tree: ObjectID, listsOthers: Bool = false) throws -> Changes {
        let scan = try FolderScan(root, states, listsOthers: listsOthers)
        var changes = Changes(others: scan.others)
        var unread: [(index: Int, file: FolderWalk.File)] = []
        for doubt in scan.doubts {
            let entry = states.entries[doubt.index]
            switch (entry.file, doubt.status) {
            case (nil, nil): break
            case (nil, _?): changes.new.append(entry.path)
            case (_?, nil): changes.edits.append(WorkTreeEdit(path: entry.path, kind: .deleted))
            case (let file?, let status?) where status.mode == file.mode:
                unread.append((doubt.index, FolderWalk.File(path: entry.path, status: status)))
            default: changes.edits.append(WorkTreeEdit(path: entry.path, kind: .modified))
            }
        }
        changes.edits += try read(unread, &states, filters?.filters(of: tree))
        for index in scan.submodules {
            guard let file = states.entries[index].file else { continue }
            changes.edits += try edits(
                inSubmodule: TreeFile(path: states.entries[index].path, mode: file.mode, id: file.id))
        }
        changes.edits.sort { $0.path < $1.path }
        return changes
    }

    /// Those of some files that do not hold what the tree has.
    private func read(
        _ files: [(index: Int, file: FolderWalk.File)], _ states: inout FileStates, _ filters: ContentFilters?
    ) throws -> [WorkTreeEdit] {
        var edits: [WorkTreeEdit] = []
        for ((index, found), id) in zip(files, try FolderContents.ids(of: files.map(\.file), in: root)) {
            guard let file = states.entries[index].file else { continue }
            let shown = TreeFile(path: found.path, mode: file.mode, id: file.id)
            if try id == file.id || filters?.shown(shown) == Disk.read(root / found.path, found.status) {
                states.note(found.status, at: index)
            } else {
                edits.append(WorkTreeEdit(path: found.path, kind: .modified))
            }
        }
        return edits
    }

    /// The files that the tree does not have and `.gitignore` does not name.
    func untracked(_ changes: Changes, _ foreign: FolderWalk.Foreign) throws -> [TreePath] {
        guard !changes.others.isEmpty else { return [] }
        let choice = FolderWalk.Choice(
            excluded: [try TreePath(stored: Array(".patchbench".utf8))],
            rules: try IgnoreRules(of: folder, repository), countsIgnored: false, foreign: foreign)
        return try FolderWalk(folder, changes.others, choice).files.map(\.path)
    }
}
