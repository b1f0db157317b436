import GitStore
import Input
import PatchModel

extension Workspace {
    /// Takes the last operations back, the last first; what was edited by hand since stays as it is.
    ///
    /// - Throws: `EditError.nothingToUndo`; `.changedSince` and `.edited` where what was edited since would be lost;
    ///   nothing changes then.
    public func undo(_ count: Int = 1) throws -> EditReport {
        let done = try repeated(count) {
            guard let operation = try operations.uppermost(\.undo), let before = try operations.log.before(operation)
            else { throw EditError.nothingToUndo(series: seriesPlan.name) }
            return try go(from: operation, to: before, .undo(operation.number), operation.record.title)
        }
        return report(.undone(done.titles), done.last.series, done.last.chain)
    }

    /// Makes the last operations again that were taken back.
    /// - Throws: `EditError.nothingToRedo`; else what `undo` throws.
    public func redo(_ count: Int = 1) throws -> EditReport {
        let done = try repeated(count) {
            guard let operation = try operations.uppermost(\.redo), let before = try operations.log.before(operation)
            else { throw EditError.nothingToRedo(series: seriesPlan.name) }
            return try go(from: operation, to: before, .redo(operation.record.kind.of ?? 0), operation.record.title)
        }
        return report(.redone(done.titles), done.last.series, done.last.chain)
    }

    /// Brings the series, the work tree with its edits, and the position back to how an operation left them. What
    /// they are now is in the log.
    /// - Throws: `EditError.noOperation`
    public func restore(operation number: Int) throws -> EditReport {
        guard let target = try operations.log.operation(number: number) else {
            throw EditError.noOperation(number, last: try operations.log.last()?.number)
        }
        let now = try operations.recordEdits(applied)
        let done = try go(from: now, to: target, .restore(number), target.record.title)
        return report(.restored(number, target.record.title), done.series, done.chain)
    }

    private typealias Step = (title: String, series: Series, chain: StageChain)

    /// All of some steps or none.
    private func repeated(_ count: Int, _ step: () throws -> Step) throws -> (titles: [String], last: Step) {
        let start = try operations.recordEdits(applied)
        var titles: [String] = []
        var last = try step()
        titles.append(last.title)
        do {
            for _ in 0..<max(0, count - 1) {
                last = try step()
                titles.append(last.title)
            }
        } catch {
            let now = try operations.recordEdits(applied)
            _ = try go(from: now, to: start, .restore(start.number), start.record.title)
            throw error
        }
        return (titles, last)
    }

    /// Changes what differs between two states; files that both have alike stay as they are now.
    private func go(
        from old: StoredOperation, to new: StoredOperation, _ kind: LoggedOperation.Kind, _ title: String
    ) throws -> Step {
        let names = try [old, new].flatMap { try $0.state.files.map(repository.files)?.map(\.path.description) ?? [] }
        let paths = try changedPaths(from: old.state.work, to: new.state.work)
        let request = Operations.Request(title: title, kind: kind, names: names, paths: paths)
        return try perform(request) {
            if let before = old.state.files, let after = new.state.files {
                try operations.files?.write(from: before, to: after, after: old.record.title)
            }
            let (series, chain) = try reload(on: names.contains(Plan.fileName) ? plannedBase() : nil)
            try operations.reached(.moving)
            try moveWork(from: old.state, to: new.state, chain)
            try repository.publish(chain, of: seriesPlan.name)
            return (title, series, chain)
        }
    }

    private func changedPaths(from old: ObjectID?, to new: ObjectID?) throws -> [TreePath] {
        guard let old, let new else { return [] }
        return try repository.steps(from: old, to: new).map(\.path)
    }

    private func moveWork(from old: SeriesState, to new: SeriesState, _ chain: StageChain) throws {
        // A work tree that was removed by hand is made again.
        let shown = applied.tree == nil ? nil : old.work
        guard let work = new.work, let tree = new.position.tree else {
            if applied.tree != nil {
                try applied.move(from: shown, to: chain.base.tree, applied.position(of: chain.base), for: .stepping)
            }
            return
        }
        let next = new.position.found(in: applied.series) { chain[$0]?.tree == tree }
        try applied.move(from: shown, to: work, next, for: .stepping)
    }

    /// The tree of the base that the plan's file names now.
    private func plannedBase() throws -> ObjectID {
        let plan = try Plan.find(from: plan.directory)
        return try tree(of: plan.series(named: seriesPlan.name).base)
    }
}
