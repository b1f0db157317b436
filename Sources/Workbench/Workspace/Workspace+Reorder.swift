import GitStore
import PatchModel

extension Workspace {
    /// Takes a patch out of the series, its file and its line.
    ///
    /// - Throws: `EditError.breaks` where a later patch would not apply without it, `.notAPatch`, `.edited`,
    ///   `.notQuilt`; nothing changes then.
    public func drop(_ number: StageNumber) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        guard let patch = series.patch(of: number) else { throw StepError.notAPatch }
        let entry = folder.entry(of: number)
        let edits = [
            SeriesFileEdit(name: "series", bytes: folder.seriesFile.text(folder.seriesBytes, without: [entry])),
            SeriesFileEdit(name: entry.file, bytes: nil),
        ]
        let stage = applied.number
        let target = number <= stage ? StageNumber(stage.value - 1) : stage
        let now = try change("drop \(patch.name)", folder, edits, .to(target))
        return report(.dropped(patch.name), now.series, now.chain)
    }

    /// Takes a patch, applied or not, into the one on top, whose message stays.
    ///
    /// - Throws: `EditError.foldsItself`, `.nothingApplied`, `.doesNotFold` where it does not apply to the stage; what
    ///   `drop` throws; nothing changes then.
    public func fold(_ number: StageNumber) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        let top = applied.number
        guard let patch = series.patch(of: number) else { throw StepError.notAPatch }
        guard let target = series.patch(of: top), let before = top.previous.flatMap({ chain[$0] }) else {
            throw EditError.nothingApplied(series: seriesPlan.name)
        }
        guard number != top else { throw EditError.foldsItself(patch.name) }
        if number < top { return try foldBelow(patch, number, into: target, folder) }
        let entry = folder.entry(of: number)
        guard case .applied(let tree, _) = try repository.apply(patch, to: stage(top).tree) else {
            throw EditError.doesNotFold(patch.name, into: target.name)
        }
        let edits = [
            try rewrite(top, target, from: before.tree, to: tree, folder),
            SeriesFileEdit(name: "series", bytes: folder.seriesFile.text(folder.seriesBytes, without: [entry])),
            SeriesFileEdit(name: entry.file, bytes: nil),
        ]
        let now = try change("fold \(patch.name)", folder, edits, .to(top))
        return report(.folded(patch.name, into: target.name), now.series, now.chain)
    }

    /// The patches between must do without it; the tree of the one on top stays.
    private func foldBelow(
        _ patch: Patch, _ number: StageNumber, into target: Patch, _ folder: QuiltFolder
    ) throws -> EditReport {
        let top = applied.number
        let shown = try shownTop()
        let chain = try stages.chain(without: [number])
        guard let before = chain[StageID(StageNumber(top.value - 1), without: [number])] else {
            let failure = chain.failure!
            throw EditError.breaks(StageProblem(stage: failure.stage, cause: .doesNotApply(failure)))
        }
        let entry = folder.entry(of: number)
        let edits = [
            try rewrite(top, target, from: before.tree, to: shown, folder),
            SeriesFileEdit(name: "series", bytes: folder.seriesFile.text(folder.seriesBytes, without: [entry])),
            SeriesFileEdit(name: entry.file, bytes: nil),
        ]
        let now = try change("fold \(patch.name)", folder, edits, .shows(StageNumber(top.value - 1)))
        return report(.folded(patch.name, into: target.name), now.series, now.chain)
    }

    /// The tree that the work tree shows, which is that of the patch on top as it is now.
    ///
    /// - Throws: `EditError.changedBelow`, `.nothingApplied`; `StepError.unfinished`.
    func shownTop() throws -> ObjectID {
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        guard let patch = series.patch(of: applied.number) else {
            throw EditError.nothingApplied(series: seriesPlan.name)
        }
        guard let shown = applied.tree, shown == chain[applied.number]?.tree else {
            throw EditError.changedBelow(patch.name)
        }
        return shown
    }

    /// Moves patches, in the order given, to directly after a stage; nil means the end of the series. The patch on top
    /// stays on top.
    ///
    /// - Throws: `EditError.breaks` where a patch would not apply in the new order; `.notAPatch`, `.edited`,
    ///   `.notQuilt`; nothing changes then.
    /// - Parameter top: how many patches are applied then; nil: as many as before.
    public func reorder(
        _ numbers: [StageNumber], after stage: StageNumber?, top: StageNumber? = nil, verb: String = "reorder"
    ) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        guard !numbers.contains(.base) else { throw StepError.notAPatch }
        let moved = numbers.map { $0.value - 1 }
        let end = stage?.value ?? series.patches.count
        let stays = { (index: Int) in !moved.contains(index) }
        let order = (0..<end).filter(stays) + moved + (end..<series.patches.count).filter(stays)
        let text = folder.seriesFile.text(folder.seriesBytes, inOrder: order)
        let edit = SeriesFileEdit(name: "series", bytes: text)
        let target = StageNumber((order.firstIndex(of: applied.number.value - 1) ?? -1) + 1)
        let title = [verb] + numbers.compactMap { series.patch(of: $0)?.name.text }
        let now = try change(title.joined(separator: " "), folder, [edit], .to(top ?? target))
        return report(.reordered(now.series.patches.map(\.name)), now.series, now.chain)
    }

    /// Moves patches, in the order given, to the top of those that are applied; what was not applied is then.
    ///
    /// - Throws: as `reorder`.
    public func float(_ numbers: [StageNumber]) throws -> EditReport {
        let top = applied.number
        let pushed = numbers.count { $0 > top }
        return try reorder(numbers, after: top, top: StageNumber(top.value + pushed), verb: "float")
    }

    /// Moves patches, in the order given, below all others, or to directly before one; what was not applied is then.
    ///
    /// - Throws: as `reorder`.
    public func sink(_ numbers: [StageNumber], before target: StageNumber?) throws -> EditReport {
        let top = max(applied.number, target ?? .base)
        let pushed = numbers.count { $0 > top }
        let after = target.map { $0.previous ?? .base } ?? .base
        return try reorder(numbers, after: after, top: StageNumber(top.value + pushed), verb: "sink")
    }
}
