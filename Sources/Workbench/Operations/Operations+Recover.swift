import Foundation
import GitStore
import PatchModel

extension Operations {
    /// Takes back an operation that was cut off: the series' files, the work tree and the position are as they were
    /// before it. What is found, which may have been edited since, is in the log first.
    func recover() throws {
        guard let pending = try PendingOperation.read(layout) else { return }
        guard let last = try log.last(), let before = try unfinished(pending, last) else {
            return try PendingOperation.remove(layout)
        }
        let record = AppliedStage.read(layout)
        let folder = WorkTree(
            layout.workTree.path, repository: log.repository, checkout: record.checkout)
        var now = try found(record, folder, since: before.state, pending)
        var entry = last
        if now != before.state, last.record.kind != .cutOff {
            entry = try append(.cutOff, pending.title, command: [], now, after: last, stacks(after: last))
        }
        if pending.runs, let work = before.state.work { try folder.noteProducts(since: work) }
        try takeBackFiles(to: before.state, names: pending.names)
        try takeBackWork(to: before.state, folder)
        var position = record
        position.position = before.state.position
        try position.write(to: layout.applied)
        now = try found(AppliedStage.read(layout), folder, since: before.state, pending)
        if now != entry.state {
            _ = try append(
                .restore(before.number), "took back what was cut off: \(pending.title)", command: [], now,
                after: entry, stacks(after: before))
        }
        try PendingOperation.remove(layout)
    }

    /// The entry before an operation that was not recorded; nil where it was.
    private func unfinished(_ pending: PendingOperation, _ last: StoredOperation) throws -> StoredOperation? {
        var entry = last
        while entry.record.kind == .cutOff, let before = try log.before(entry) { entry = before }
        return entry.id.description == pending.before ? entry : nil
    }

    private func found(
        _ record: AppliedRecord, _ folder: WorkTree, since before: SeriesState, _ pending: PendingOperation
    ) throws -> SeriesState {
        let moved = record.moved.compactMap { ObjectID(hex: $0) }
        let paths = try moved.count == 2 ? log.repository.steps(from: moved[0], to: moved[1]).map(\.path) : []
        return SeriesState(
            position: record.position, files: try files?.capture(known: before.files, names: pending.names),
            work: try record.position.tree.map { try folder.snapshot(since: $0, among: paths) })
    }
}
