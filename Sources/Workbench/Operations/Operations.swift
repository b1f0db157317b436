import Foundation
import GitStore
import Input
import Machine
import PatchModel

/// Records what is done to a series, its work tree and the position in it, so that all of it can be taken back.
///
/// Before anything moves, what was edited by hand since the last operation is one of its own: whatever a person wrote
/// is in the log.
struct Operations {
    let layout: SeriesLayout
    let log: OperationLog
    /// Nil where the series is no quilt folder.
    let files: SeriesFiles?
    /// Of the series' files as they were when they were read, until an operation has ended.
    let fresh: FreshFiles
    let caller: Caller
    let clock: any Timekeeper
    /// Is told how far an operation has come. A test throws `CutOff` here, and what then is on the disk is what a
    /// process leaves that is killed.
    var reached: (Point) throws -> Void = { _ in }

    enum Point: CaseIterable {
        case begun, wroteFile, moving, done, recorded
    }

    struct CutOff: Error {}

    /// - Parameter digest: of the series' files, which were just looked at.
    init(
        _ plan: Plan, _ series: SeriesPlan, in repository: Repository, _ caller: Caller, _ clock: any Timekeeper,
        digest: FilesDigest? = nil
    ) {
        let fresh = FreshFiles(digest: digest)
        self.fresh = fresh
        layout = SeriesLayout(plan: plan, series: series)
        log = OperationLog(repository, series: series.name)
        // A file `series` that was removed by hand can be brought back.
        let had = (try? log.last()?.state.files) != nil ? series.patches.places.first : nil
        files = (series.patches.quiltFolder ?? had).map {
            SeriesFiles(folder: $0, repository: repository, project: plan.directory, fresh: fresh)
        }
        self.caller = caller
        self.clock = clock
    }

    /// What one operation is.
    struct Request {
        var title: String
        var kind = LoggedOperation.Kind.command
        /// The files of the series that it writes.
        var names: [String] = []
        /// Paths of the work tree that it changes beside those that patches touch.
        var paths: [TreePath] = []
        /// Whether edits of all files are looked for, also in a large tree.
        var looksAtAll = false
        /// Whether commands are run in the work tree, which leave files.
        var runs = false
        /// Whether the work tree has edits then that it had not.
        var leavesEdits = false
    }

    /// An operation that has begun.
    struct Begun {
        let request: Request
        let before: StoredOperation
    }

    /// Records what was edited by hand, and that the operation has begun.
    func begin(_ request: Request, _ applied: AppliedStage) throws -> Begun {
        let before = try recordEdits(applied, request)
        try PendingOperation(
            before: before.id.description, title: request.title, names: request.names, runs: request.runs
        ).write(layout)
        return Begun(request: request, before: before)
    }

    /// How things are now, as the last operation of the log.
    func recordEdits(_ applied: AppliedStage, _ request: Request = Request(title: "")) throws -> StoredOperation {
        let last = try log.last()
        let now = try state(applied, since: last?.state, request)
        guard let last else {
            if let last = try takeOver(now) { return last }
            return try append(
                .beginning, "found the series", command: [], now, after: nil, UndoStacks(undo: .none, redo: .none))
        }
        guard last.state != now else { return last }
        return try append(.edits, title(of: last.state, now), command: [], now, after: last, stacks(after: last))
    }

    /// Records the operation, unless nothing changed.
    func finish(_ begun: Begun, _ applied: AppliedStage) throws {
        let (request, before) = (begun.request, begun.before)
        let isPlain =
            !before.state.hasEdits && request.kind == .command && applied.unfinished == nil
            && !request.leavesEdits
        let now = try state(applied, since: before.state, request, isWithoutEdits: isPlain)
        if now != before.state {
            _ = try append(
                request.kind, request.title, command: caller.command, now, after: before,
                stacks(of: request, after: before))
        }
        fresh.digest = nil
        try reached(.recorded)
        try PendingOperation.remove(layout)
    }

    /// Puts everything back as it was before: an operation that failed.
    func takeBack(_ begun: Begun, _ applied: AppliedStage) throws {
        try takeBackFiles(to: begun.before.state, names: begun.request.names)
        try takeBackWork(to: begun.before.state, applied.folder)
        try applied.restore(begun.before.state.position)
        try PendingOperation.remove(layout)
    }

    func takeBackFiles(to state: SeriesState, names: [String]) throws {
        guard let files, let before = state.files else { return }
        try files.write(from: files.capture(known: before, names: names), to: before, only: names)
    }

    func takeBackWork(to state: SeriesState, _ folder: WorkTree) throws {
        let moved = AppliedStage.read(layout).moved.compactMap { ObjectID(hex: $0) }
        if !moved.isEmpty { try folder.takeBack(to: state.work ?? log.repository.emptyTree(), from: moved) }
    }

    private func capture(known: ObjectID?, _ request: Request) throws -> ObjectID? {
        if !request.names.isEmpty { fresh.digest = nil }
        guard let digest = fresh.digest else { return try files?.capture(known: known, names: request.names) }
        return try files?.capture(known: known, digest: digest, series: layout.folder.lastPathComponent)
    }

    /// How things are.
    ///
    /// - Parameter isWithoutEdits: it is known that the work tree has none.
    private func state(
        _ applied: AppliedStage, since last: SeriesState?, _ request: Request, isWithoutEdits: Bool = false
    ) throws -> SeriesState {
        let paths = try request.looksAtAll ? nil : Array(Set(request.paths + editedPaths(of: last)))
        return SeriesState(
            position: applied.position, files: try capture(known: last?.files, request),
            work: try isWithoutEdits
                ? applied.tree
                : applied.tree.map {
                    try applied.folder.snapshot(since: $0, among: paths, request.looksAtAll ? nil : watched(applied))
                })
    }

    /// What had edits then is looked at again.
    private func editedPaths(of state: SeriesState?) throws -> [TreePath] {
        guard let state, state.hasEdits, let tree = state.position.tree, let work = state.work else { return [] }
        return try log.repository.steps(from: tree, to: work).map(\.path)
    }

    /// The files of the patches around the position: of a short series all, of a long one no more than so many, so that
    /// what a step costs does not grow with it. What is known of them is kept by name, and so they go by blocks.
    private func watched(_ applied: AppliedStage) -> WatchedPaths {
        let (series, block) = (applied.series, applied.number.value / Self.watchedBlock * Self.watchedBlock)
        let first = max(0, block - Self.watchedBlock)
        let last = min(series.patches.count, block + 2 * Self.watchedBlock)
        return WatchedPaths(name: series.content.map { "\($0) \(first)-\(last)" }) {
            series.touchedPaths(of: first..<last)
        }
    }

    private static let watchedBlock = 128

    func append(
        _ kind: LoggedOperation.Kind, _ title: String, command: [String], _ state: SeriesState,
        after last: StoredOperation?, _ stacks: UndoStacks
    ) throws -> StoredOperation {
        let record = OperationRecord(
            number: (last?.number ?? -1) + 1, kind: kind, title: title, command: command, state: state,
            undo: stacks.undo, redo: stacks.redo)
        return try log.append(record, by: caller, at: clock.date, after: last)
    }

    /// What was edited by hand, in a few words.
    private func title(of old: SeriesState, _ new: SeriesState) throws -> String {
        var paths: [String] = []
        if let after = new.files {
            let steps = try log.repository.steps(from: old.files, to: after)
            // The plan is one of the files from when it is written on.
            if steps.map(\.path.description) == [Plan.fileName], steps[0].old == nil {
                return "note of \(Plan.fileName)"
            }
            paths += steps.map(\.path.description)
        }
        if let before = old.work, let after = new.work, old.position.tree == new.position.tree {
            paths += try log.repository.steps(from: before, to: after).map(\.path.description)
        }
        let shown = paths.prefix(3).joined(separator: ", ")
        guard !paths.isEmpty else { return old.work == nil ? "made the work tree" : "moved the work tree" }
        return "edited \(shown)" + (paths.count > 3 ? " and \(paths.count - 3) more" : "")
    }
}

/// What is known of a series' files without another look at them.
final class FreshFiles {
    var digest: FilesDigest?

    init(digest: FilesDigest?) { self.digest = digest }
}
