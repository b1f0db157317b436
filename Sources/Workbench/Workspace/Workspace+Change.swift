import Foundation
import GitStore
import Input
import Judging
import PatchModel

/// A file of a series' folder and what it is to hold; nil takes it away.
struct SeriesFileEdit {
    let name: String
    let bytes: [UInt8]?
}

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
    /// What becomes of the work tree when the series changes.
    enum WorkTreeMove {
        /// It goes to this stage of the changed series: where the patch on top is to be the same, its new number.
        case to(StageNumber)
        /// It shows this stage already: its edits are in the series now.
        case shows(StageNumber)
    }

    /// Makes an operation of what a body does to the series, the work tree and the position: it is in the log and can
    /// be taken back, or nothing of it is done.
    func perform<Result>(_ request: Operations.Request, _ body: () throws -> Result) throws -> Result {
        let begun = try operations.begin(request, applied)
        defer { applied.showInGit() }
        // What is kept of patches is read from their files, which are about to change.
        if !request.names.isEmpty { applied.readPatches() }
        do {
            try operations.reached(.begun)
            let result = try body()
            try operations.reached(.done)
            try operations.finish(begun, applied)
            return result
        } catch let error as Operations.CutOff {
            throw error
        } catch {
            try operations.takeBack(begun, applied)
            applied.follow(series, chain)
            throw error
        }
    }

    /// Writes files of the series, makes its stages anew, and lets the work tree follow, as one operation: all of it or
    /// nothing.
    ///
    /// - Parameters:
    ///   - paths: files of the work tree whose edits go into the series.
    ///   - mayBreak: whether a patch may cease to apply.
    ///   - leavesEdits: whether the work tree has edits then that it had not.
    ///   - base: the tree that the series stands on then, where the plan changes as well.
    ///   - last: what is done at the end.
    /// - Throws: `EditError.breaks` where one would that must not; `.edited` where the work tree would lose edits.
    func change(
        _ title: String, _ folder: QuiltFolder, _ edits: [SeriesFileEdit], _ move: WorkTreeMove,
        editing paths: [TreePath] = [], mayBreak: Bool = false, leavesEdits: Bool = false,
        base: ObjectID? = nil, then last: () throws -> Void = {}
    ) throws -> (series: Series, chain: StageChain) {
        let request = Operations.Request(title: title, names: edits.map(\.name), paths: paths, leavesEdits: leavesEdits)
        return try perform(request) {
            for edit in edits {
                try operations.files?.write(edit.bytes, to: TreePath(edit.name))
                try operations.reached(.wroteFile)
            }
            let (series, chain) = try reload(on: base)
            if let failure = chain.failure, !mayBreak, wasMade(failure.patch) {
                throw EditError.breaks(StageProblem(stage: failure.stage, cause: .doesNotApply(failure)))
            }
            try operations.reached(.moving)
            switch move {
            case .to(let number): try applied.move(to: made(number, chain), for: .stepping)
            case .shows(let number): try applied.adopt(made(number, chain))
            }
            try repository.publish(chain, of: seriesPlan.name)
            try last()
            return (series, chain)
        }
    }

    /// The series as its files are now, and its stages.
    /// - Parameter base: another base than before.
    func reload(on base: ObjectID? = nil) throws -> (series: Series, chain: StageChain) {
        let loaded = try LoadedSeries(seriesPlan, indexedIn: plan.repository.path) { repository }
        let chain = try repository.makeStages(
            of: loaded.series, base: base ?? chain.base.tree, options: seriesPlan.applyOptions)
        applied.follow(loaded.series, chain)
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
