import Foundation
import GitStore
import PatchModel

/// The work tree of a series, and which stage it holds.
///
/// Invariant: the folder shows `tree`, apart from edits and from files that no stage has; where a move was cut off, the
/// file `applied` says between which trees, and the next one to open the series finishes it.
final class AppliedStage {
    /// The stage that the work tree holds; the base before anything was put there.
    private(set) var number: StageNumber
    /// The tree that it shows; nil before anything was put there. An older form of the stage, when patches were changed.
    private var tree: ObjectID?

    /// The tree to which a move was cut off.
    private var target: ObjectID?
    private let folder: WorkTree
    private let record: URL

    init(layout: SeriesLayout, repository: Repository, top: StageNumber) throws {
        folder = WorkTree(layout.workTree.path, repository: repository)
        record = layout.applied
        // A work tree that was deleted as a whole is begun anew.
        let isThere = FileManager.default.fileExists(atPath: layout.workTree.path)
        let state = isThere ? AppliedRecord.read(record) : nil
        number = min(state?.number ?? .base, top)
        tree = state?.tree
        target = state?.target
    }

    /// Ends a move that was cut off, by doing it again.
    func finishMove() throws {
        guard let target else { return }
        try move(from: tree, to: target)
        (tree, self.target) = (target, nil)
        try AppliedRecord(number: number, tree: tree).write(to: record)
    }

    /// Brings the work tree to a stage, if it is not there: only the files that differ are written.
    ///
    /// - Throws: `WorkbenchError.edited` where the work tree has edits; nothing changes then.
    func move(to stage: Stage) throws {
        guard tree != stage.tree || number != stage.number else { return }
        try AppliedRecord(number: stage.number, tree: tree, target: stage.tree).write(to: record)
        do {
            try move(from: tree, to: stage.tree)
        } catch let error as WorkbenchError {
            try AppliedRecord(number: number, tree: tree).write(to: record)
            throw error
        }
        (number, tree) = (stage.number, stage.tree)
        try AppliedRecord(number: number, tree: tree).write(to: record)
    }

    private func move(from old: ObjectID?, to new: ObjectID) throws {
        if case .refused(let edits) = try folder.move(from: old, to: new) { throw WorkbenchError.edited(edits) }
    }
}

/// The file that says which stage the work tree holds: `<number> <tree>`, and `<target>` while a move goes on; a tree
/// that is not there yet is `-`.
private struct AppliedRecord {
    var number: StageNumber
    var tree: ObjectID?
    /// The tree to which a move was begun.
    var target: ObjectID?

    static func read(_ file: URL) -> AppliedRecord? {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count >= 2, let number = Int(words[0]), number >= 0 else { return nil }
        return AppliedRecord(
            number: StageNumber(number), tree: ObjectID(hex: words[1]),
            target: words.count > 2 ? ObjectID(hex: words[2]) : nil)
    }

    func write(to file: URL) throws {
        let words = [number.description, tree?.description ?? "-"] + (target.map { [$0.description] } ?? [])
        try Data((words.joined(separator: " ") + "\n").utf8).write(to: file, options: .atomic)
    }
}
