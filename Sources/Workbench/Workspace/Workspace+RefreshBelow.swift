import GitStore
import PatchModel

extension Workspace {
    /// Takes what was changed in the work tree into a patch below the one on top. The work tree stays as it is: the
    /// edits are merged into the stages below it, and the patches between lead from each to the next.
    ///
    /// - Throws: `EditError.editsConflict` with the patch under which the edits do not fit; `StepError.notApplied`;
    ///   what `refresh` throws; nothing changes then.
    public func refresh(_ paths: [String], into number: StageNumber) throws -> EditReport {
        let top = applied.number
        guard let patch = series.patch(of: number) else { throw StepError.notAPatch }
        guard number <= top else { throw StepError.notApplied(patch.name) }
        let folder = try QuiltFolder(seriesPlan)
        let shown = try shownTop()
        guard number < top else { return try refresh(paths) }
        let changes = try applied.folder.changes(since: shown, in: paths.map(treePath))
        if changes.isEmpty { return report(.refreshed(patch.name, []), series, chain) }
        let wanted = try trees(from: number, to: top, with: repository.write(changes, to: shown))
        let edits = try rewritten(from: number, leadingTo: wanted, folder)
        let now = try change(
            "refresh \(patch.name)", folder, edits, .shows(top), editing: changes.map(\.path), mayBreak: true)
        return report(.refreshed(patch.name, changes.map(\.path)), now.series, now.chain)
    }

    /// The trees of stages with what was changed at the last of them.
    func trees(from number: StageNumber, to top: StageNumber, with edited: ObjectID) throws -> [ObjectID] {
        var trees = [edited]
        for value in (number.value..<top.value).reversed() {
            let (stage, above) = (try stage(StageNumber(value)), try stage(StageNumber(value + 1)))
            let patch = series.patch(of: above.number)!
            let merged = try repository.merge(
                from: above.tree, to: trees[0], into: stage.tree, renames: patch.namesBefore)
            guard merged.conflicts.isEmpty else { throw EditError.editsConflict(patch.name, merged.conflicts) }
            trees.insert(merged.tree, at: 0)
        }
        return trees
    }

    /// The files of patches from one on, changed so that they lead to these trees.
    func rewritten(
        from number: StageNumber, leadingTo trees: [ObjectID], _ folder: QuiltFolder
    ) throws -> [SeriesFileEdit] {
        var before = try stage(StageNumber(number.value - 1)).tree
        var edits: [SeriesFileEdit] = []
        for (offset, tree) in trees.enumerated() {
            let number = StageNumber(number.value + offset)
            let patch = series.patch(of: number)!
            let edit = try rewrite(number, patch, from: before, to: tree, folder)
            if let bytes = edit.bytes, !patch.source.text.elementsEqual(bytes) { edits.append(edit) }
            before = tree
        }
        return edits
    }
}

extension Patch {
    /// What the files that it renames are called before it, by their new names.
    var namesBefore: [TreePath: TreePath] {
        let pairs = changes.filter { $0.kind == .rename }.compactMap { change in
            change.newPath.flatMap { new in change.oldPath.map { (new, $0) } }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
