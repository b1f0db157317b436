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
        let views = Views(
            old: try old.flatMap { try filters?.filters(of: $0) }, new: try nextFilters?.filters(of: new))
        let edits = isKept ? try obstacles(to: steps, from: old, check, views) : []
        guard edits.isEmpty else { return .refused(edits.sorted { $0.path < $1.path }) }
        let writer = try writer()
        for step in steps where step.new == nil && step.old?.mode != .submodule { try remove(step.path, writer) }
        for step in steps where step.isOfSubmodule { try leaveSubmodule(step, writer) }
        let files = steps.compactMap(\.new)
        if old == nil {
            try fill(files, of: new, writer, views.new)
        } else {
            for file in files where file.mode != .submodule { try write(file, writer, views.new) }
            try showAnew(steps, of: new, writer, views)
        }
        for step in steps where step.isOfSubmodule { try enterSubmodule(step, writer) }
        try fillSubmodules(of: new, writer)
        try makeEmptyFolders(writer)
        filters = nextFilters
        return .moved(steps.map(\.path))
    }

    /// How the files of the tree that is shown, and of the one that is to be, stand in the folder.
    struct Views {
        let old: ContentFilters?
        let new: ContentFilters?
    }

    /// Writes the files that are the same in both trees and stand otherwise in the folder, because attributes or the
    /// configuration changed.
    private func showAnew(_ steps: [TreeStep], of tree: ObjectID, _ writer: FileWriter, _ views: Views) throws {
        let isRuled = steps.contains { $0.path.name.elementsEqual(FilterCache.file) }
        guard nextFilters != nil, isRuled || filters !== nextFilters else { return }
        let moved = Set(steps.map(\.path))
        for file in try repository.files(in: tree) where !moved.contains(file.path) && file.mode != .submodule {
            let (before, after) = (try views.old?.shown(file), try views.new?.shown(file))
            let plain = try repository.blob(file.id)
            if (before ?? plain) != (after ?? plain) { try write(file, writer, views.new) }
        }
    }

    private func obstacles(
        to steps: [TreeStep], from old: ObjectID?, _ check: Check, _ views: Views
    ) throws -> Set<WorkTreeEdit> {
        var leaving = Set(steps.lazy.filter { $0.new == nil }.map(\.path))
        for case let old? in steps.lazy.map(\.old) where old.mode == .submodule {
            leaving.formUnion(try files(ofSubmodule: old))
        }
        var edits = Set(try steps.flatMap { try obstacles(to: $0, leaving: leaving, views) })
        if let old, check == .all {
            let moving = Set(steps.map(\.path))
            edits.formUnion(try self.edits(against: old).filter { !moving.contains($0.path) })
        }
        return edits
    }

    private func obstacles(
        to step: TreeStep, leaving: Set<TreePath>, _ views: Views
    ) throws -> [WorkTreeEdit] {
        guard !step.isOfSubmodule else { return try submoduleObstacles(to: step, leaving: leaving, views) }
        return try [obstacle(to: step, leaving: leaving, views)].compactMap(\.self)
    }

    /// What stands in the way of a step: an edit, or something that is not the tree's.
    func obstacle(to step: TreeStep, leaving: Set<TreePath>, _ views: Views) throws -> WorkTreeEdit? {
        for ancestor in step.path.ancestors {
            guard let status = FileStatus(root / ancestor) else { break }
            if status.kind == .folder { continue }
            // A file of the old tree, which a folder of the new one replaces, goes first.
            return leaving.contains(ancestor) ? nil : WorkTreeEdit(path: ancestor, kind: .inTheWay)
        }
        if step.old == nil, leaving.contains(step.path) { return nil }
        guard let status = FileStatus(root / step.path) else {
            // What went already is as a removal wants it; of the rest somebody else took it away.
            return step.old == nil || step.new == nil ? nil : WorkTreeEdit(path: step.path, kind: .deleted)
        }
        if status.kind == .folder {
            return try Disk.files(inside: step.path, of: root).first { !leaving.contains($0) }
                .map { WorkTreeEdit(path: $0, kind: .inTheWay) }
        }
        let isExpected = try [(step.old, views.old), (step.new, views.new)].contains { file, filters in
            try file.map { try shows($0, status, filters) } ?? false
        }
        return isExpected ? nil : WorkTreeEdit(path: step.path, kind: step.old == nil ? .inTheWay : .modified)
    }

    /// Whether the file in the folder is the tree's.
    func shows(
        _ file: TreeFile, _ status: FileStatus, _ filters: ContentFilters?
    ) throws(GitStoreError) -> Bool {
        guard status.mode == file.mode else { return false }
        let bytes = try Disk.read(root / file.path, status)
        if try Repository.blobID(of: bytes) == file.id { return true }
        return try filters?.shown(file) == bytes
    }

    func write(_ file: TreeFile, _ writer: FileWriter, _ filters: ContentFilters?) throws {
        try removeEmptyFolders(at: file.path, writer)
        let bytes = try filters?.shown(file) ?? repository.blob(file.id)
        try writer.write(bytes, file.mode.kind, to: file.path.bytes)
    }

    /// Nothing but folders is there.
    func removeEmptyFolders(at path: TreePath, _ writer: FileWriter) throws {
        guard isKept, FileStatus(root / path)?.kind == .folder, try !writer.removeFolderIfEmpty(path.bytes) else {
            return
        }
        for entry in try FolderEntry.list(root / path) {
            try removeEmptyFolders(at: try TreePath(stored: path.bytes + [0x2f] + entry.name), writer)
        }
        try writer.removeFolderIfEmpty(path.bytes)
    }

    /// Removes a file, and the folders that hold nothing more.
    func remove(_ path: TreePath, _ writer: FileWriter) throws {
        try writer.remove(path.bytes)
        for ancestor in path.ancestors.reversed() {
            guard try writer.removeFolderIfEmpty(ancestor.bytes) else { return }
        }
    }
}

extension WorkTree {
    /// Makes files beside the folder, so that it never shows one that is not whole to whoever looks.
    func writer() throws -> FileWriter {
        isKept ? try FileWriter(opened(), scratch: Folder(at: place + "/..")) : try FileWriter(unseen: opened())
    }

    /// No link leads from a folder to that of its submodule.
    private func opened() throws -> Folder {
        guard let outer else { return try Folder.making(folder) }
        return try outer.workTree.opened().folder(outer.path.bytes, makes: true)
    }

    /// The outermost folder.
    private var place: String { outer?.workTree.place ?? folder }
}

extension FileMode {
    var kind: FileKind {
        switch self {
        case .regular: .regular
        case .executable: .executable
        case .symbolicLink: .link
        // Only its folder is ever made.
        case .submodule: .regular
        }
    }
}
