import Foundation
import GitStore
import Input
import Judging
import PatchModel

/// The files of a quilt folder, to be changed.
struct QuiltFolder {
    let url: URL
    let seriesBytes: [UInt8]
    let seriesFile: SeriesFile

    /// - Throws: `EditError.notQuilt` where the series comes from elsewhere.
    init(_ plan: SeriesPlan) throws {
        guard let folder = plan.patches.quiltFolder else { throw EditError.notQuilt(series: plan.name) }
        url = folder
        let file = folder.appending(path: "series", directoryHint: .notDirectory)
        guard let data = try? Data(contentsOf: file) else { throw InputError.unreadable(file) }
        seriesBytes = Array(data)
        seriesFile = try SeriesFile(reading: seriesBytes, file: file.path, allowing: plan.allowed)
    }

    func entry(of number: StageNumber) -> SeriesFile.Entry { seriesFile.entries[number.value - 1] }

    func bytes(of name: String) -> Data? {
        try? Data(contentsOf: url.appending(path: name, directoryHint: .notDirectory))
    }
}

extension Workspace {
    var undoLog: UndoLog { UndoLog(layout, plan, seriesPlan) }

    /// What becomes of the work tree when the series changes.
    enum WorkTreeMove {
        /// It goes to this stage of the changed series.
        case to(StageNumber)
        /// It shows this stage already: its edits are in the series now.
        case shows(StageNumber)
    }

    /// Writes files of the series, makes its stages anew, and lets the work tree follow: all of it or nothing.
    ///
    /// - Parameters:
    ///   - mayBreak: whether a patch may cease to apply.
    ///   - base: the tree that the series stands on then, where the plan changes as well.
    /// - Throws: `EditError.breaks` where one would that must not; `.edited` where the work tree would lose edits.
    func change(
        _ title: String, _ folder: QuiltFolder, _ edits: [SeriesFileEdit], _ move: WorkTreeMove, mayBreak: Bool = false,
        base: ObjectID? = nil
    ) throws -> (series: Series, chain: StageChain) {
        let files = edits.map {
            UndoLog.File(
                name: $0.name,
                before: $0.name == UndoLog.planName ? try? Data(contentsOf: plan.file) : folder.bytes(of: $0.name),
                after: $0.bytes.map { Data($0) })
        }
        var keepsWorkTree = false
        if case .shows = move { keepsWorkTree = true }
        try undoLog.begin(
            UndoLog.Entry(
                title: title, series: folder.url, files: files, stage: applied.number.value,
                unfinished: applied.unfinished?.text, tree: applied.tree?.description, keepsWorkTree: keepsWorkTree))
        do {
            let (series, chain) = try reload(on: base)
            if let failure = chain.failure, !mayBreak, wasMade(failure.patch) {
                throw EditError.breaks(StageProblem(stage: failure.stage, cause: .doesNotApply(failure)))
            }
            switch move {
            case .to(let number): try applied.move(to: made(number, chain), for: .stepping)
            case .shows(let number): try applied.adopt(made(number, chain))
            }
            try repository.publish(chain, of: seriesPlan.name)
            try undoLog.finish(stage: applied.number.value, tree: applied.tree?.description)
            return (series, chain)
        } catch {
            try undoLog.recover()
            _ = try reload()
            throw error
        }
    }

    /// The series as its files are now, and its stages.
    /// - Parameter base: another base than before.
    func reload(on base: ObjectID? = nil) throws -> (series: Series, chain: StageChain) {
        let loaded = try LoadedSeries(seriesPlan) { repository }
        let chain = try repository.makeStages(
            of: loaded.series, base: base ?? chain.base.tree, options: seriesPlan.applyOptions)
        return (loaded.series, chain)
    }

    private func wasMade(_ patch: PatchName) -> Bool {
        series.patches.firstIndex { $0.name == patch }.map { chain[StageNumber($0 + 1)] != nil } ?? false
    }

    private func made(_ number: StageNumber, _ chain: StageChain) throws -> Stage {
        if let stage = chain[number] { return stage }
        let failure = chain.failure!
        throw StepError.notMade(StageProblem(stage: failure.stage, cause: .doesNotApply(failure)))
    }

    func report(_ action: EditReport.Action, _ series: Series, _ chain: StageChain) -> EditReport {
        let number = applied.number
        let patch = series.patch(of: number)
        // One that did not apply before is no news.
        let failure = chain.failure.flatMap { $0.patch == self.chain.failure?.patch ? nil : $0 }
        return EditReport(
            series: seriesPlan.name, action: action,
            stage: StageLabel(number: number.id, patch: patch?.name, feature: patch?.feature),
            folder: layout.workTree.path,
            problem: failure.map { StageProblem(stage: $0.stage, cause: .doesNotApply($0)) })
    }
}
