import Foundation
import GitStore
import Input
import PatchModel

extension Workspace {
    /// Puts the series on another base, which the plan names from then on. What that base has already leaves the
    /// series; what applies as it is keeps every byte; the rest is merged, file by file. At the first conflict the work
    /// tree holds the merge, and `finishRebase` goes on from there.
    ///
    /// - Parameters:
    ///   - word: a revision of the base's repository, or a folder.
    ///   - directory: where the folder is looked for.
    /// - Throws: `EditError.rebasing`, `.notQuilt`, `.cannotRewrite`; `StepError.edited`, `.unfinished`;
    ///   `InputError.cannotRebase`; `GitStoreError.noRevision`; nothing changes then.
    public func rebase(onto word: String, from directory: URL) throws -> RebaseReport {
        if RebaseState.read(layout) != nil { throw EditError.rebasing }
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        _ = try QuiltFolder(seriesPlan)
        let base = try newBase(word, from: directory)
        let before = try operations.recordEdits(applied, Operations.Request(title: "", names: [Plan.fileName]))
        let state = RebaseState(
            base: word, begun: before.number, series, chain,
            top: applied.number == .base ? nil : label(applied.number).patch)
        let text = try PlanText.text(
            String(contentsOf: plan.file, encoding: .utf8), of: plan.file, series: seriesPlan.name, base: base,
            called: word)
        return try advance(
            state, state.title, onto: tree(of: base),
            plan: SeriesFileEdit(name: Plan.fileName, bytes: Array(text.utf8)))
    }

    /// Goes on with a rebase behind the patch on top, whose merge is finished.
    ///
    /// - Throws: `EditError.notRebasing`; what `rebase` throws.
    public func finishRebase() throws -> RebaseReport {
        guard let state = RebaseState.read(layout) else { throw EditError.notRebasing }
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        return try advance(state, "rebase --continue", onto: nil, plan: nil)
    }

    /// Whether a rebase waits to go on, and whether a merge of it is to be finished first.
    public var waitingRebase: (isThere: Bool, isMerging: Bool) {
        (RebaseState.read(layout) != nil, applied.unfinished != nil)
    }

    /// Brings back what was there before a rebase; what was made of a conflict is in the log.
    ///
    /// - Throws: `EditError.notRebasing`; what `restore` throws.
    public func abortRebase() throws -> EditReport {
        guard let state = RebaseState.read(layout) else { throw EditError.notRebasing }
        let report = try restore(operation: state.begun)
        try RebaseState.remove(layout)
        return report
    }

    /// Takes the patch out of the series whose merge waits.
    ///
    /// - Throws: `EditError.notRebasing`.
    public func skipMerge() throws {
        guard RebaseState.read(layout) != nil, let unfinished = applied.unfinished else { throw EditError.notRebasing }
        try dropEdits()
        _ = try popUnfinished(unfinished)
        _ = try drop(applied.number.next)
    }

    /// What was edited since is what the work tree shows, and goes with it.
    private func dropEdits() throws {
        guard let shown = applied.tree else { return }
        let before = try operations.recordEdits(applied)
        var position = applied.position
        position.tree = before.state.work ?? shown
        try applied.restore(position)
    }

    /// A name that may come to mean another commit gives way to the commit's id.
    private func newBase(_ word: String, from directory: URL) throws -> BaseSource {
        let base = BaseSource(named: word, in: directory)
        guard case .revision = base else { return base }
        var place = plan.directory
        if case .revision(_, let repository) = seriesPlan.base { place = repository }
        let user = try UserRepository(holding: place.path)
        let revision = try user.revision(word)
        let name = try user.isLasting(word) ? word : revision.commit?.description ?? word
        return .revision(name, repository: place)
    }

    func tree(of base: BaseSource) throws -> ObjectID {
        let options = FolderOptions(
            leavesOutIgnored: seriesPlan.leavesOutIgnored, excluded: plan.ownPlaces.map(\.path))
        return try repository.tree(of: base, start: stages.loaded.start, options).tree
    }

    /// Where a patch comes to lie on a tree.
    private enum Place {
        /// It changes nothing there.
        case upstream
        /// As it stands, or written anew.
        case fits(ObjectID, isMerged: Bool)
        case conflict(TreeMerge)
    }

    /// What the patches behind the one on top become, in one change; then the merge of the one that stops them.
    private func advance(
        _ begun: RebaseState, _ title: String, onto base: ObjectID?, plan edit: SeriesFileEdit?
    ) throws -> RebaseReport {
        let folder = try QuiltFolder(seriesPlan)
        let moved = try move(begun, folder, from: base == nil ? applied.number : .base, onto: base)
        let (state, stop) = (moved.state, moved.stop)
        let left = series.patches.filter { !moved.gone.contains($0.name) }
        let target = stop.map { $0.number.value - 1 - moved.gone.count } ?? top(of: state, among: left)
        let edits = [edit].compactMap(\.self) + moved.edits
        try state.write(layout)
        do {
            let now = try change(title, folder, edits, .to(StageNumber(target)), mayBreak: true, base: base) {
                if let stop { try show(stop.merge, of: label(stop.number).patch!) }
            }
            return try finish(state, now, stop)
        } catch {
            if edit != nil { try RebaseState.remove(layout) } else { try begun.write(layout) }
            throw error
        }
    }

    /// What becomes of the patches.
    private struct Moved {
        var state: RebaseState
        var edits: [SeriesFileEdit] = []
        var gone: Set<PatchName> = []
        /// The patch that does not go on, and how far it does.
        var stop: (number: StageNumber, merge: TreeMerge)?
    }

    private func move(
        _ state: RebaseState, _ folder: QuiltFolder, from first: StageNumber, onto base: ObjectID?
    ) throws -> Moved {
        var moved = Moved(state: state)
        var gone: [SeriesFile.Entry] = []
        var tree = try base ?? stage(first).tree
        for number in series.stages.dropFirst(first.value + 1) where moved.stop == nil {
            let patch = series.patch(of: number)!
            switch try place(patch, state.trees(of: patch.name), on: tree) {
            case .upstream:
                gone.append(folder.entry(of: number))
                moved.gone.insert(patch.name)
                moved.edits.append(SeriesFileEdit(name: folder.entry(of: number).file, bytes: nil))
                moved.state.upstream.append(patch.name.text)
            case .fits(let made, let isMerged):
                if isMerged {
                    moved.edits.append(try rewrite(number, patch, from: tree, to: made, folder))
                    moved.state.merged.append(patch.name.text)
                }
                tree = made
            case .conflict(let merge): moved.stop = (number, merge)
            }
        }
        if !gone.isEmpty {
            let text = folder.seriesFile.text(folder.seriesBytes, without: gone)
            moved.edits.append(SeriesFileEdit(name: "series", bytes: text))
        }
        return moved
    }

    /// How many patches are applied in the end: up to the one that was on top, or the last before it that is left.
    private func top(of state: RebaseState, among left: [Patch]) -> Int {
        let before = state.entries.prefix { $0.name != state.top } + state.entries.filter { $0.name == state.top }
        guard state.top != nil else { return 0 }
        let names = Set(before.map(\.name))
        return left.lastIndex { names.contains($0.name.text) }.map { $0 + 1 } ?? 0
    }

    private func finish(
        _ state: RebaseState, _ now: (series: Series, chain: StageChain),
        _ stop: (number: StageNumber, merge: TreeMerge)?
    ) throws -> RebaseReport {
        var report = RebaseReport(
            series: seriesPlan.name, base: state.base, upstream: state.upstream.map { PatchName($0) },
            merged: state.merged.map { PatchName($0) }, stop: nil,
            stage: self.report(.reordered([]), now.series, now.chain).stage, folder: layout.workTree.path)
        guard let (number, merge) = stop else {
            try RebaseState.remove(layout)
            return report
        }
        report.stop = RebaseReport.Stop(patch: label(number), files: merge.conflicts)
        report.stop?.patch.number = applied.number.next.id
        return report
    }

    /// Puts a merge into the work tree that a person is to finish.
    private func show(_ merge: TreeMerge, of patch: PatchName) throws {
        var next = applied.position
        (next.tree, next.unfinished) = (merge.tree, patch)
        try applied.move(from: applied.tree, to: merge.tree, next, for: .stepping)
    }

    private func place(
        _ patch: Patch, _ trees: (before: ObjectID, after: ObjectID)?, on tree: ObjectID
    ) throws -> Place {
        let merge = try trees.map {
            try repository.merge(
                from: $0.before, to: $0.after, into: tree, labels: (PartialPatch.ourLabel, patch.name.text))
        }
        if let merge, let trees, merge.conflicts.isEmpty, merge.tree == tree, trees.before != trees.after {
            return .upstream
        }
        if case .applied(let made, _) = try repository.apply(patch, to: tree, options: seriesPlan.applyOptions) {
            if merge == nil || merge?.tree == made || merge?.conflicts.isEmpty == false {
                return .fits(made, isMerged: false)
            }
        }
        guard let merge else { return .fits(tree, isMerged: false) }
        return merge.conflicts.isEmpty ? .fits(merge.tree, isMerged: true) : .conflict(merge)
    }
}
