import Foundation
import GitStore
import Input
import PatchModel
import Workbench

extension CommandError {
    static func lines(for error: WorkbenchError) -> [String] {
        switch error {
        case .busy(let series, let process):
            [
                "another patchbench works on series \(series)" + (process.map { " (process \($0))" } ?? ""),
                "wait for it to end, or stop it",
            ]
        case .outputTaken(let place):
            ["\(place.path) is there already, and nothing is overwritten", "name a new place, or remove it"]
        case .fileTaken(let place):
            ["\(place.path) is there already, and is not overwritten", "name another place, or take --force"]
        case .seriesExists(let name):
            ["\(Plan.fileName) has a series \(name)", "give the new one another name with --name"]
        case .noBaseCommit(let series):
            ["series \(series) stands on no commit, so there is none to name", "name one: --base REV"]
        case .badName(let name): [nameRule(name), "choose one with --name"]
        case .appliedByQuilt(let folder, let count):
            [
                "quilt has applied \(counted(count, "patch", plural: "patches")) to \(folder.path), which is to be the "
                    + "base (.pc/applied-patches)",
                "take them back first: quilt pop -a",
            ]
        case .interrupted(_, nil): ["interrupted while the patches were read; nothing was written"]
        case .interrupted(let done, let total?):
            ["interrupted after patch \(done) of \(total); nothing was written"]
        }
    }

    static func lines(for error: StepError) -> [String] {
        switch error {
        case .notMade(let problem): problem.lines
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
        case .nothingToPush(let series): ["all patches of \(series) are applied"]
        case .nothingToPop(let series): ["no patch of \(series) is applied"]
        case .notAPatch: ["stage 0 is the base and no patch; name one of 1 and up"]
        case .edited(let edits): edited(edits)
        case .badPath(let path, let problem): ["\(path) is no path in the base tree: \(problem.text)"]
        case .noFile(let path, let stage): ["stage \(stage) has no file \(path)"]
        case .alreadyApplied(let patch): ["\(patch) is applied", "`patchbench goto` brings the work tree back to it"]
        case .onTop(let patch): ["\(patch) is on top", "`patchbench pop` takes it back"]
        case .notApplied(let patch): ["\(patch) is not applied", "`patchbench push` applies it"]
        }
    }

    static func noMerge(_ path: TreePath, blob: String?) -> String {
        "no merge: the content of \(path) that the patch was made for"
            + (blob.map { ", blob \($0)," } ?? " is not named by an index line, or") + " is not at hand"
    }

    private static func edited(_ edits: [EditInTheWay]) -> [String] {
        let shown = edits.prefix(20).map { edit in
            "  \(edit.edit.kind.text) \(edit.edit.path)" + (edit.patch.map { ", which \($0) touches" } ?? "")
        }
        let more = edits.count > shown.count ? ["  and \(edits.count - shown.count) more"] : []
        return ["the work tree has edits that would be lost:"] + shown + more + [
            "`patchbench refresh` takes them into the patch on top, `patchbench restore` takes them back"
        ]
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
