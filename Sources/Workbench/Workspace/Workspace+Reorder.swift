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

    /// Takes a patch that is not applied into the one on top, whose message stays.
    ///
    /// - Throws: `EditError.foldsApplied`, `.nothingApplied`, `.doesNotFold` where it does not apply to the stage; what
    ///   `drop` throws; nothing changes then.
    public func fold(_ number: StageNumber) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        let top = applied.number
        guard let patch = series.patch(of: number) else { throw StepError.notAPatch }
        guard let target = series.patch(of: top), let before = top.previous.flatMap({ chain[$0] }) else {
            throw EditError.nothingApplied(series: seriesPlan.name)
        }
        guard number > top else { throw EditError.foldsApplied(patch.name) }
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

    /// Moves patches, in the order given, to directly after a stage; nil means the end of the series. The patch on top
    /// stays on top.
    ///
    /// - Throws: `EditError.breaks` where a patch would not apply in the new order; `.notAPatch`, `.edited`,
    ///   `.notQuilt`; nothing changes then.
    public func reorder(_ numbers: [StageNumber], after stage: StageNumber?) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        guard !numbers.contains(.base) else { throw StepError.notAPatch }
        let moved = numbers.map { $0.value - 1 }
        let end = stage?.value ?? series.patches.count
        let stays = { (index: Int) in !moved.contains(index) }
        let order = (0..<end).filter(stays) + moved + (end..<series.patches.count).filter(stays)
        let text = folder.seriesFile.text(folder.seriesBytes, inOrder: order)
        let edit = SeriesFileEdit(name: "series", bytes: text)
        let top = applied.number.value - 1
        let target = StageNumber((order.firstIndex(of: top) ?? -1) + 1)
        let now = try change("reorder", folder, [edit], .to(target))
        return report(.reordered(now.series.patches.map(\.name)), now.series, now.chain)
    }
}
