import Foundation
import PatchModel
import Workbench

extension CommandError {
    static func lines(for error: EditError) -> [String] {
        switch error {
        case .notQuilt(let series):
            [
                "series \(series) is no quilt folder, so its patches cannot be changed here",
                "`patchbench import` makes one of it",
            ]
        case .nothingApplied(let series): ["no patch of \(series) is applied", "`patchbench push` applies the first"]
        case .changedBelow(let patch):
            [
                "\(patch) was changed since it was applied to the work tree",
                "move your edits elsewhere, then `patchbench goto \(patch)` brings the work tree to its new form",
            ]
        case .cannotRewrite(let file):
            [
                "\(file.path) cannot be changed in parts: it is encoded, compressed or meant to be "
                    + "taken back, or its form "
                    + "(-p0, a plain diff) has no place for the change",
                "`patchbench import` writes it as a plain patch",
            ]
        case .breaks(let problem): problem.lines + ["nothing was changed"]
        case .foldsItself(let patch):
            ["\(patch) is on top itself", "`patchbench goto` the patch that it shall go into, then fold it"]
        case .doesNotFold(let patch, let target):
            [
                "\(patch) does not apply right after \(target)",
                "`patchbench push` up to the patch before it, or reorder first",
            ]
        case .nameTaken, .badPatchName, .emptyMessage, .editsConflict, .splitsNothing, .noSuchHunk, .rebasing,
            .notRebasing:
            refusal(of: error)
        case .nothingToUndo, .nothingToRedo, .noOperation, .changedSince: undoLines(for: error)
        case .conflictsLeft(let files):
            ["conflicts are left, between <<<<<<< and >>>>>>>, in:"] + files.map { "  \($0)" }
        }
    }

    private static func undoLines(for error: EditError) -> [String] {
        switch error {
        case .nothingToUndo(let series):
            ["nothing that was done to \(series) can be taken back", "`patchbench op log` lists what was done"]
        case .nothingToRedo(let series): ["nothing of \(series) was taken back that could be done again"]
        case .noOperation(let number, let last):
            [
                "there is no operation \(number)" + (last.map { "; the last is \($0)" } ?? ""),
                "`patchbench op log` lists them",
            ]
        case .changedSince(let file, let change):
            [
                "\(file.path) was changed since `\(change)`, so that cannot be taken back",
                "put it back as it was, or `patchbench op restore` a number that `op log` lists",
            ]
        default: []
        }
    }

    /// Of what a person gave.
    private static func refusal(of error: EditError) -> [String] {
        switch error {
        case .nameTaken(let name): ["there is a patch \(name) already", "choose another name"]
        case .badPatchName(let name):
            [
                "\u{201C}\(name)\u{201D} cannot be a patch's name",
                "one has no blank, no slash and plain ASCII only, begins with neither -, . nor #, and is no number",
            ]
        case .emptyMessage: ["the message is empty; nothing was changed"]
        case .editsConflict(let patch, let files):
            ["the edits do not go below \(patch), which changes the same lines of:"] + files.map { "  \($0)" }
                + ["nothing was changed; refresh \(patch) with them, or one above it"]
        case .splitsNothing(let patch):
            [
                "that leaves one of the two patches empty; \(patch) stays whole",
                "`patchbench split \(patch)` lists hunks",
            ]
        case .rebasing:
            ["a rebase waits to go on", "`patchbench rebase --continue`, `--skip` or `--abort`"]
        case .notRebasing: ["no rebase waits to go on", "`patchbench rebase REV` begins one"]
        case .noSuchHunk(let number, let count): ["there is no hunk \(number); the patch has \(count)"]
        default: []
        }
    }
}
