import Files
import Foundation
import GitStore
import PatchModel

/// The work tree of a series, and which stage it holds.
///
/// Invariant: the folder shows `tree`, apart from edits and from files that no stage has; where a move was cut off, the
/// file `applied` says between which trees, and the next one to open the series finishes it.
final class AppliedStage {
    let folder: WorkTree
    private let file: URL
    private let series: Series
    private var record: AppliedRecord

    /// What the work tree is brought to a stage for.
    enum Purpose {
        /// To be looked at and edited. In a large tree (see `WorkTree.Check.bounded`) edits are looked for in the files
        /// that a patch of the series touches.
        case stepping
        /// To run commands on it: every file must be the stage's.
        case running
    }

    /// The stage that the work tree holds; the base before anything was put there.
    var number: StageNumber { record.number }
    /// The tree that it shows; nil before anything was put there. An older form of the stage, when patches were
    /// changed.
    var tree: ObjectID? { record.tree }
    /// The patch after `number` that a forced push or a merge put there in part; `tree` shows what came of it.
    var unfinished: PatchName? { record.unfinished }

    init(_ folder: WorkTree, layout: SeriesLayout, series: Series) throws {
        self.folder = folder
        file = layout.applied
        // A work tree that was deleted as a whole is begun anew.
        let isThere = FileManager.default.fileExists(atPath: layout.workTree.path)
        record = (isThere ? AppliedRecord.read(file) : nil) ?? AppliedRecord(number: .base)
        record.number = min(record.number, series.top)
        self.series = series
    }

    /// Ends a move that was cut off, by doing it again.
    func finishMove() throws {
        guard let target = record.target else { return }
        try rewrite(to: target, for: .stepping)
        record.tree = target
        record.target = nil
        try record.write(to: file)
    }

    /// Brings the work tree to a stage, if it is not there: only the files that differ are written. One without some
    /// patches counts as another form of the stage that has them.
    ///
    /// - Throws: `StepError.edited` where the work tree has edits, `.unfinished` where a push is; nothing changes then.
    func move(to stage: Stage, for purpose: Purpose) throws {
        if let unfinished { throw StepError.unfinished(unfinished) }
        let target = stage.number.number
        if tree == stage.tree, number == target {
            if purpose == .running { try rewrite(to: stage.tree, for: purpose) }
            return
        }
        try move(to: stage.tree, AppliedRecord(number: target, tree: stage.tree), for: purpose)
    }

    /// Puts there what came of a patch in part.
    /// - Throws: as `move(to:)`.
    func show(_ partial: ObjectID, of patch: PatchName, after stage: Stage) throws {
        if let unfinished { throw StepError.unfinished(unfinished) }
        try move(
            to: partial, AppliedRecord(number: stage.number.number, tree: partial, unfinished: patch), for: .stepping)
    }

    /// Takes that back again.
    /// - Throws: `StepError.edited`; nothing changes then.
    func abandonUnfinished(for stage: Stage) throws {
        try move(to: stage.tree, AppliedRecord(number: stage.number.number, tree: stage.tree), for: .stepping)
    }

    /// The folder shows the stage already: what were edits is in the series.
    func adopt(_ stage: Stage) throws { try restore(number: stage.number.number, tree: stage.tree, unfinished: nil) }

    /// The folder stays as it is, and what it is compared with changes.
    func restore(number: StageNumber, tree: ObjectID?, unfinished: PatchName?) throws {
        record = AppliedRecord(number: number, tree: tree, unfinished: unfinished)
        try record.write(to: file)
    }

    private func move(to target: ObjectID, _ next: AppliedRecord, for purpose: Purpose) throws {
        var moving = next
        (moving.tree, moving.target) = (tree, target)
        try moving.write(to: file)
        do {
            try rewrite(to: target, for: purpose)
        } catch let error as StepError {
            try record.write(to: file)
            throw error
        }
        record = next
        try record.write(to: file)
    }

    private func rewrite(to target: ObjectID, for purpose: Purpose) throws {
        let check: WorkTree.Check = purpose == .running ? .all : .bounded(to: series.touchedPaths)
        if case .refused(let edits) = try folder.move(from: tree, to: target, check: check) {
            throw StepError.edited(edits)
        }
    }
}

/// The file that says which stage the work tree holds: `<number> <tree>`, and `<target>` while a move goes on; a tree
/// that is not there yet is `-`. A second line names the patch that is not finished.
private struct AppliedRecord {
    var number: StageNumber
    var tree: ObjectID?
    /// The tree to which a move was begun.
    var target: ObjectID?
    var unfinished: PatchName?

    static func read(_ file: URL) -> AppliedRecord? {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n")
        let words = lines.first?.split(separator: " ").map(String.init) ?? []
        guard words.count >= 2, let number = Int(words[0]), number >= 0 else { return nil }
        return AppliedRecord(
            number: StageNumber(number), tree: ObjectID(hex: words[1]),
            target: words.count > 2 ? ObjectID(hex: words[2]) : nil,
            unfinished: lines.count > 1 ? PatchName(String(lines[1])) : nil)
    }

    func write(to file: URL) throws {
        let words = [number.description, tree?.description ?? "-"] + (target.map { [$0.description] } ?? [])
        let lines = [words.joined(separator: " ")] + (unfinished.map { [$0.text] } ?? [])
        try FileWriter.put((lines.joined(separator: "\n") + "\n").utf8, at: file.path, isSafe: true)
    }
}
