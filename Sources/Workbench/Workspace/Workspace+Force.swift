import PatchModel

extension Workspace {
    /// Applies the next patches as `push` does; of the first that does not apply, as much as the options allow.
    ///
    /// Such a patch is then unfinished: `refresh` takes the work tree's state for what it makes, `pop` takes it back.
    /// - Throws: what `push` throws; `StepError.notMade` for a patch that is dangerous or unclear, `.nothingToMerge`;
    ///   nothing changes then.
    public func push(_ count: Int?, _ options: PushOptions) throws -> PushOutcome {
        let top = applied.number
        let target = StageNumber(min(series.top.value, count.map { top.value + $0 } ?? series.top.value))
        guard options.isForced || options.merges, let failure = chain.failure, failure.stage.number > top,
            failure.stage.number <= target, let patch = series.patch(of: failure.stage),
            let before = failure.stage.previous.flatMap({ chain[$0] })
        else { return .whole(try push(count)) }
        let partial = try PartialPatch(
            patch, failure.stage, to: before.tree, seriesPlan.applyOptions, options, in: repository,
            blob: contentAtHand)
        let request = Operations.Request(title: "push \(patch.name) in part", paths: patch.rejectPaths)
        try perform(request) {
            try applied.show(partial.tree, of: patch.name, after: before)
            try applied.folder.write(leftovers: partial.rejects)
        }
        return .partly(
            PartialPush(
                series: seriesPlan.name, patch: label(failure.stage), files: partial.files,
                folder: layout.workTree.path))
    }

    /// Takes an unfinished patch back, and the rejects that it left.
    func popUnfinished(_ name: PatchName) throws -> StepReport {
        let number = applied.number
        let stage = try stage(number)
        let diffstat = try applied.tree.map { try repository.diffstat(from: stage.tree, to: $0) }
        let patch = series.patches.firstIndex { $0.name == name }.map { StageNumber($0 + 1) }
        let rejects = patch.flatMap(series.patch(of:))?.rejectPaths ?? []
        try perform(Operations.Request(title: "pop \(name)", paths: rejects)) {
            try applied.abandonUnfinished(for: stage)
            try applied.folder.remove(leftovers: rejects)
        }
        return StepReport(
            series: seriesPlan.name, from: label(patch ?? number), to: label(number),
            patches: patch.map { [label($0)] } ?? [],
            subject: series.patch(of: number)?.subject, diffstat: diffstat ?? Diffstat(files: []),
            displacements: [:], next: number < series.top ? label(number.next) : nil, folder: layout.workTree.path)
    }

    /// Whether a merge could help: all contents that the failing section was made for are at hand.
    func canMerge(_ failure: StageFailure) -> Bool {
        guard let patch = series.patch(of: failure.stage), let before = failure.stage.previous.flatMap({ chain[$0] }),
            let change = patch.changes.first(where: { $0.sourceLine == failure.failure.sourceLine })
        else { return false }
        let old = try? repository.file(change.oldPath ?? change.path, in: before.tree)
        return (try? PartialPatch.merge(change, old ?? nil, patch.name, in: repository, contentAtHand)) ?? nil != nil
    }

    /// Of the stages made so far, of the repository that the base comes from, and of the one that holds the plan.
    private func contentAtHand(_ id: String) throws -> [UInt8]? {
        try repository.content(id, orNear: plan.directory)
    }
}
