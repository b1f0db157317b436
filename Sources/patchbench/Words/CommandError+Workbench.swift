import Foundation
import GitStore
import Input
import PatchModel
import Workbench

extension CommandError {
    static func lines(for error: WorkbenchError) -> [String] {
        switch error {
        case .noCommand(let key, let series):
            ["series \(series) has no `\(key)` command in \(Plan.fileName)", "add one under series: \(series):"]
        case .busy(let series, let process):
            [
                "another patchbench works on series \(series)" + (process.map { " (process \($0))" } ?? ""),
                "wait for it to end, or stop it",
            ]
        case .outputTaken(let place):
            ["\(place.path) is there already, and nothing is overwritten", "name a new place, or remove it"]
        case .seriesExists(let name):
            ["\(Plan.fileName) has a series \(name)", "give the new one another name with --name"]
        case .badName(let name): [nameRule(name), "choose one with --name"]
        case .notMade(let problem): problem.lines
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
                "\(file.path) cannot be changed in parts: it is encoded, compressed or meant to be taken back, or its form "
                    + "(-p0, a plain diff) has no place for the change",
                "`patchbench import` writes it as a plain patch",
            ]
        case .breaks(let problem): problem.lines + ["nothing was changed"]
        case .foldsApplied(let patch):
            ["\(patch) is applied already", "`patchbench goto` the patch that it shall go into, then fold it"]
        case .doesNotFold(let patch, let target):
            [
                "\(patch) does not apply right after \(target)",
                "`patchbench push` up to the patch before it, or reorder first",
            ]
        case .nothingToUndo(let series): ["nothing that was done to \(series) can be taken back"]
        case .changedSince(let file, let change):
            [
                "\(file.path) was changed since `\(change)`, so that cannot be taken back",
                "put it back as it was, then try again",
            ]
        case .conflictsLeft(let files):
            ["conflicts are left, between <<<<<<< and >>>>>>>, in:"] + files.map { "  \($0)" }
        case .doesNotPush(let problem, let canMerge):
            problem.lines + [
                "`patchbench push --force` applies the hunks that fit and leaves the others in .rej"
            ] + (canMerge ? ["the content that it was made for is at hand: `patchbench push --3way` merges"] : [])
        case .nothingToMerge(let path, let blob):
            [
                noMerge(path, blob: blob),
                "`patchbench push --force` applies the hunks that fit and leaves the others in .rej",
            ]
        case .unfinished(let patch):
            [
                "\(patch) is applied in part",
                "put in what is missing, then `patchbench refresh`; or `patchbench pop` takes it back",
            ]
        case .emptyRange: ["no patch lies between the stages", "name them as A..B, A before B"]
        case .nothingToResume: ["nothing that asked the same was stopped before its end", "begin one without --resume"]
        case .noAnswer(let command, let outcome, let log):
            [
                "`\(command)` gave no answer: \(outcome.phrase)",
                "0 is good, 1 to 124, 126 and 127 are bad, 125 cannot be tested; log: \(log.path)",
            ]
        case .nothingToPush(let series): ["all patches of \(series) are applied"]
        case .nothingToPop(let series): ["no patch of \(series) is applied"]
        case .needed(let binding): binding.lines
        case .interrupted(_, nil): ["interrupted while the patches were read; nothing was written"]
        case .interrupted(let done, let total?):
            ["interrupted after patch \(done) of \(total); nothing was written"]
        case .notAPatch: ["stage 0 is the base and no patch; name one of 1 and up"]
        case .noUnfinishedRun(let series):
            ["no run of \(series) is unfinished", "begin one without --resume; `patchbench history` lists them"]
        case .cannotResume(let run, let obstacle):
            ["run \(run) cannot be gone on with: \(text(of: obstacle))", "begin a new one without --resume"]
        case .toolchain(let command, let outcome, let log):
            ["the toolchain command `\(command)` failed: \(outcome.phrase)", "log: \(log.path)"]
        case .edited(let edits): edited(edits)
        case .badPath(let path, let problem): ["\(path) is no path in the base tree: \(problem.text)"]
        }
    }

    static func noMerge(_ path: TreePath, blob: String?) -> String {
        "no merge: the content of \(path) that the patch was made for"
            + (blob.map { ", blob \($0)," } ?? " is not named by an index line, or") + " is not at hand"
    }

    private static func text(of obstacle: ResumeObstacle) -> String {
        switch obstacle {
        case .environment: "the machine, its kernel or the toolchain is not what it was"
        case .command: "the bench command is not what it was"
        case .pinning(""): "its processes were not pinned to CPUs; give --pin none"
        case .pinning(let cpus): "its processes were pinned to CPU \(cpus); give --pin \(cpus)"
        case .rebuilds(let count): "its stages were built \(counted(count, "time")); give --rebuilds \(count)"
        case .stage(let stage): "stage \(stage) is not what it was"
        }
    }

    private static func edited(_ edits: [WorkTreeEdit]) -> [String] {
        let shown = edits.prefix(20).map { "  \($0.kind.text) \($0.path)" }
        let more = edits.count > shown.count ? ["  and \(edits.count - shown.count) more"] : []
        return ["the work tree has edits, which no stage has:"] + shown + more
            + ["take them back, or move them elsewhere, then try again"]
    }
}

extension WorkTreeEdit.Kind {
    fileprivate var text: String {
        switch self {
        case .modified: "modified:"
        case .deleted: "deleted: "
        case .inTheWay: "in the way:"
        }
    }
}
