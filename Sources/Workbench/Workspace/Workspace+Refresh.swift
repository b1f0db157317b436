import GitStore
import PatchModel

extension Workspace {
    /// Takes what was changed in the work tree into the patch on top, or into one that a forced push left unfinished.
    ///
    /// Every byte of the patch's file that need not change stays: the header always, and the sections of files that
    /// were not changed. A later patch that does not apply any more is reported.
    /// - Parameter paths: only what changed in these files and folders; empty means everything.
    /// - Throws: `EditError.nothingApplied`, `.notQuilt`, `.cannotRewrite`, `.changedBelow`.
    public func refresh(_ paths: [String] = []) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        let number = applied.unfinished == nil ? applied.number : applied.number.next
        guard let patch = series.patch(of: number), let before = number.previous.flatMap({ chain[$0] }) else {
            throw EditError.nothingApplied(series: seriesPlan.name)
        }
        guard let shown = applied.tree, applied.unfinished != nil || shown == chain[number]?.tree else {
            throw EditError.changedBelow(patch.name)
        }
        let changes = try applied.folder.changes(since: shown, in: paths.map(treePath))
        if changes.isEmpty, applied.unfinished == nil { return report(.refreshed(patch.name, []), series, chain) }
        let wanted = try repository.write(changes, to: shown)
        try refuseConflicts(of: patch, in: wanted)
        let edit = try rewrite(number, patch, from: before.tree, to: wanted, folder)
        let wasUnfinished = applied.unfinished != nil
        let now = try change(
            "refresh \(patch.name)", folder, [edit], .shows(number),
            editing: changes.map(\.path) + (wasUnfinished ? patch.rejectPaths : []), mayBreak: true
        ) {
            if wasUnfinished { try applied.folder.remove(leftovers: patch.rejectPaths) }
        }
        let files = wasUnfinished ? now.series.patch(of: number)?.changes.map(\.path) : changes.map(\.path)
        return report(.refreshed(patch.name, files ?? []), now.series, now.chain)
    }

    /// Throws where a merge's conflict markers are still in a file.
    private func refuseConflicts(of patch: Patch, in tree: ObjectID) throws {
        guard applied.unfinished != nil else { return }
        let marker = Array("<<<<<<< \(PartialPatch.ourLabel)\n".utf8)
        let files = try Set(patch.changes.map(\.path)).sorted().filter { path in
            try repository.file(path, in: tree).map { try repository.content(of: $0).contains(marker) } ?? false
        }
        if !files.isEmpty { throw EditError.conflictsLeft(files) }
    }

    /// A patch's file so that the patch leads from the one tree to the other.
    func rewrite(
        _ number: StageNumber, _ patch: Patch, from before: ObjectID, to wanted: ObjectID, _ folder: QuiltFolder
    ) throws -> SeriesFileEdit {
        let name = folder.entry(of: number).file
        // What is compressed is not what stands in the file.
        guard let bytes = folder.bytes(of: name), patch.source.text.elementsEqual(bytes),
            let text = try PatchRewriter(patch, from: before, to: wanted, in: repository)?.text()
        else { throw EditError.cannotRewrite(folder.url.appending(path: name, directoryHint: .notDirectory)) }
        return SeriesFileEdit(name: name, bytes: text)
    }
}

extension Patch {
    /// Where a forced push leaves the hunks that have no place.
    var rejectPaths: [TreePath] { changes.compactMap { try? TreePath($0.path.bytes + Array(".rej".utf8)) } }
}
