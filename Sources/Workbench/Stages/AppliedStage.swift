import Foundation
import GitStore
import Input
import PatchModel

/// The work tree of a series, and which stage it holds.
///
/// Invariant: the folder shows `tree`, apart from edits and from files that no stage has; while it is moved, the file
/// `applied` says between which trees.
final class AppliedStage {
    let folder: WorkTree
    private let file: URL
    private let view: GitView
    private let repository: Repository
    /// The series as its files say now, and its stages.
    private(set) var series: Series
    private var chain: StageChain
    /// The series in which the position was counted.
    private var countedIn: Series
    private var record: AppliedRecord
    /// Whether commands may have changed files since all of them were the tree's.
    private var isGivenToCommands = false
    /// What was put back after commands, since that was last asked for.
    private var putBack: [WorkTreeEdit] = []

    /// What the work tree is brought to a stage for.
    enum Purpose {
        /// To be looked at and edited: edits of files that need not change are carried along.
        case stepping
        /// To run commands on it: every file must be the stage's.
        case running
    }

    var position: Position { record.position }
    /// The stage that the work tree holds; the base before anything was put there.
    var number: StageNumber { position.number }
    /// The tree that it shows; nil before anything was put there. An older form of the stage, when patches were
    /// changed.
    var tree: ObjectID? { position.tree }
    /// The patch after `number` that a forced push or a merge put there in part; `tree` shows what came of it.
    var unfinished: PatchName? { position.unfinished }

    init(of base: BaseTree, layout: SeriesLayout, series: Series, chain: StageChain, in repository: Repository) {
        let record = Self.read(layout)
        folder = WorkTree(
            layout.workTree.path, repository: repository, emptyFolders: base.emptyFolders, checkout: base.checkout,
            shown: record.checkout ?? CheckoutSettings())
        file = layout.applied
        view = GitView(
            repository, name: series.name, folder: layout.workTree.path, checkout: base.checkout ?? CheckoutSettings())
        self.repository = repository
        (self.series, self.chain) = (series, chain)
        countedIn = series
        self.record = record
        self.record.position = record.position.found(in: series) { chain[$0]?.tree == record.position.tree }
    }

    /// The series was changed.
    func follow(_ series: Series, _ chain: StageChain) { (self.series, self.chain) = (series, chain) }

    /// Reads all of the patches, as they were before their files change.
    func readPatches() {
        countedIn.readAll()
        series.readAll()
    }

    /// Lets git see the position as HEAD. Where that cannot be now, the next one does it.
    func showInGit() {
        guard let tree, let below = chain[number] ?? chain.stages.last else { return }
        let patch = unfinished ?? position.patch ?? PatchName("base")
        let title = unfinished == nil ? "\(patch), as it was" : "\(patch), in part"
        let commit =
            below.tree == tree
            ? below.commit : try? repository.writeCommit(title, tree: tree, parent: below.commit)
        if let commit { try? view.show(commit, tree) }
    }

    /// Takes back what commands changed in the files of the tree that they were given, so that the next stage is not
    /// kept from them: before they ran all files were the tree's. What a person changed later is an edit, and stays.
    func takeBackFromCommands() throws {
        guard isGivenToCommands, let tree else { return }
        isGivenToCommands = false
        putBack += try folder.putBack(tree)
    }

    /// What was put back since this was asked the last time.
    func takePutBack() -> [WorkTreeEdit] {
        defer { putBack = [] }
        return putBack
    }

    /// What the file says; a work tree that was deleted as a whole is begun anew.
    static func read(_ layout: SeriesLayout) -> AppliedRecord {
        let isThere = FileManager.default.fileExists(atPath: layout.workTree.path)
        return (isThere ? AppliedRecord.read(layout.applied) : nil) ?? AppliedRecord(position: .nothing)
    }

    /// Ends a move that an older version had begun, by doing it again.
    func finishMove() throws {
        guard let target = record.target.flatMap({ ObjectID(hex: $0) }) else { return }
        try rewrite(from: tree, to: target, for: .stepping, number)
        record.position.tree = target
        record.target = nil
        try record.write(to: file)
    }

    /// Brings the work tree to a stage, if it is not there: only the files that differ are written. One without some
    /// patches counts as another form of the stage that has them.
    ///
    /// - Throws: `StepError.edited` where edits would be lost, `.unfinished` where a push is; nothing changes then.
    func move(to stage: Stage, for purpose: Purpose) throws {
        if let unfinished { throw StepError.unfinished(unfinished) }
        try takeBackFromCommands()
        let (target, next) = (stage.number.number, position(of: stage))
        // In another order the same tree has another patch on top.
        if tree != stage.tree || number != target || position.patch != next.patch {
            try move(from: tree, to: stage.tree, next, for: purpose)
        } else if purpose == .running {
            try rewrite(from: tree, to: stage.tree, for: purpose, number)
            if record.checkout != folder.checkout { try restore(position) }
        }
    }

    /// From here on commands run on the files of the stage, all of which are as it has them.
    func giveToCommands() { isGivenToCommands = true }

    /// Puts there what came of a patch in part.
    /// - Throws: as `move(to:)`.
    func show(_ partial: ObjectID, of patch: PatchName, after stage: Stage) throws {
        if let unfinished { throw StepError.unfinished(unfinished) }
        var next = position(of: stage)
        (next.tree, next.unfinished) = (partial, patch)
        try move(from: tree, to: partial, next, for: .stepping)
    }

    /// Takes that back again.
    /// - Throws: `StepError.edited`; nothing changes then.
    func abandonUnfinished(for stage: Stage) throws {
        try move(from: tree, to: stage.tree, position(of: stage), for: .stepping)
    }

    /// The folder shows the stage already: what were edits is in the series.
    func adopt(_ stage: Stage) throws { try restore(position(of: stage)) }

    /// The folder stays as it is, and what it is compared with changes.
    func restore(_ position: Position) throws {
        record.position = position
        record.checkout = folder.shownCheckout
        countedIn = series
        try record.write(to: file)
    }

    func position(of stage: Stage) -> Position {
        let number = stage.number.number
        return Position(patch: series.patch(of: number)?.name, number: number, tree: stage.tree)
    }

    /// Changes what the folder shows from one tree to another, and what it is compared with to a position.
    ///
    /// - Throws: `StepError.edited`; nothing changes then.
    func move(from old: ObjectID?, to new: ObjectID, _ next: Position, for purpose: Purpose) throws {
        let before = record
        record.moved = [old, new].compactMap { $0?.description }
        record.checkout = record.checkout ?? folder.checkout
        try record.write(to: file)
        do {
            try rewrite(from: old, to: new, for: purpose, next.number)
        } catch let error as StepError {
            record = before
            try record.write(to: file)
            throw error
        }
        try restore(next)
    }

    private func rewrite(
        from old: ObjectID?, to target: ObjectID, for purpose: Purpose, _ number: StageNumber
    ) throws {
        let check: WorkTree.Check = purpose == .running ? .all : .moved
        guard case .refused(let edits) = try folder.move(from: old, to: target, check: check) else { return }
        let patches = passed(to: number)
        throw StepError.edited(
            edits.map { edit in
                EditInTheWay(
                    edit: edit, patch: purpose == .running ? nil : patches.first { $0.touches(edit.path) }?.name)
            })
    }

    /// The patches that a step applies, takes back or changes; and then those that are applied before and after it,
    /// which may change places.
    private func passed(to number: StageNumber) -> [Patch] {
        if let content = series.content, content == countedIn.content {
            let (low, high) = (min(number, self.number).value, max(number, self.number).value)
            return Array(series.patches[low..<high]) + series.patches.prefix(number.value).reversed()
        }
        let before = countedIn.patches.prefix(self.number.value)
        let after = series.patches.prefix(number.value)
        let texts = { (patches: ArraySlice<Patch>) in Dictionary(patches.map { ($0.name, $0.source.text) }) { $1 } }
        let (old, new) = (texts(before), texts(after))
        return before.filter { new[$0.name] != $0.source.text } + after.filter { old[$0.name] != $0.source.text }
            + after.reversed()
    }
}

extension Patch {
    fileprivate func touches(_ path: TreePath) -> Bool { touchedPaths.contains(path) }
}
