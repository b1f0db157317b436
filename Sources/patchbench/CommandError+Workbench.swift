import Foundation
import GitStore
import PatchModel
import Workbench

extension CommandError {
    static func lines(for error: WorkbenchError) -> [String] {
        switch error {
        case .noPlan(let folder):
            ["no \(Plan.fileName) in \(folder.path) or a folder above it", "write one, or name its folder with -C"]
        case .unreadable(let file): ["cannot read \(file.path)"]
        case .plan(let problem, let file, let line):
            ["\(file.path)\(line.map { ":\($0)" } ?? ""): \(text(of: problem))"]
        case .unknownSeries(let name, let known):
            ["no series \u{201C}\(name)\u{201D} in \(Plan.fileName)", choice(for: name, among: known)]
        case .noCommand(let key, let series):
            ["series \(series) has no `\(key)` command in \(Plan.fileName)", "add one under series: \(series):"]
        case .busy(let series, let process):
            [
                "another patchbench works on series \(series)" + (process.map { " (process \($0))" } ?? ""),
                "wait for it to end, or stop it",
            ]
        case .noSource(let file): ["no such file or folder: \(file.path)"]
        case .noBase(let name, let folder):
            [
                "no base \u{201C}\(name)\u{201D}: no such folder, and no git repository in \(folder.path) or a folder above it"
            ]
        case .notAFile(let file): ["\(file.path) is no file"]
        case .outputTaken(let place):
            ["\(place.path) is there already, and nothing is overwritten", "name a new place, or remove it"]
        case .seriesExists(let name):
            ["\(Plan.fileName) has a series \(name)", "give the new one another name with --name"]
        case .badName(let name): [nameRule(name), "choose one with --name"]
        case .cannotExtend(let file, let entry):
            ["\(file.path) is written in a way to which no series can be added; add these lines by hand:"]
                + entry.split(separator: "\n").map(String.init)
        case .cannotWrite(let file, let errno): ["cannot write \(file.path): \(String(cString: strerror(errno)))"]
        case .noSuchCPU(let cpus, let allowed):
            ["cannot pin to CPU \(cpus): there are \(allowed)", "choose among them with --pin or `pin:`"]
        case .cannotStart(let command, let reason): ["cannot start `\(command)`: \(reason)"]
        case .missingPatch(let file, let series, let line):
            ["\(series.path):\(line): no such patch: \(file.path)", "put it there, or take the line out"]
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
        case .badClaim, .notOneMetric, .noSuchTest, .emptyRange, .nothingToResume, .noAnswer: verdictLines(for: error)
        case .nothingToPush(let series): ["all patches of \(series) are applied"]
        case .nothingToPop(let series): ["no patch of \(series) is applied"]
        case .needed(let binding): binding.lines
        case .interrupted(_, nil): ["interrupted while the patches were read; nothing was written"]
        case .interrupted(let done, let total?):
            ["interrupted after patch \(done) of \(total); nothing was written"]
        case .notAPatch: ["stage 0 is the base and no patch; name one of 1 and up"]
        case .results(let file, let reason):
            ["cannot use the results in \(file.path): \(reason)", "move the file away to begin anew"]
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

    private static func text(of problem: PlanProblem) -> String {
        switch problem {
        case .syntax(let reason): "not YAML: \(reason)"
        case .unknownKey(let key, let known):
            "unknown key \u{201C}\(key)\u{201D}; " + choice(for: key, among: known)
        case .duplicateKey(let key): "the key \u{201C}\(key)\u{201D} stands twice"
        case .missingKey(let key, nil): "the key \u{201C}\(key)\u{201D} is missing"
        case .missingKey(let key, let series?): "series \(series) has no \u{201C}\(key)\u{201D}"
        case .wrongType(let key, let expected):
            (key.map { "\u{201C}\($0)\u{201D}" } ?? "the document") + " must be \(expected.text)"
        case .emptySeries: "no series; `patchbench import` adds one"
        case .badSeriesName(let name): nameRule(name)
        case .noSuchFolder(let key, let folder): "\u{201C}\(key)\u{201D}: no such folder: \(folder.path)"
        case .noSuchFile(let key, let file):
            "\u{201C}\(key)\u{201D}: no such file or folder: \(file.path)"
        case .keepsOutside(let path):
            "\u{201C}keep\u{201D}: \(path) is no plain path inside the work tree"
        case .outputOutside(let path):
            "\u{201C}output\u{201D}: \(path) is no plain path inside the folder in which the command runs"
        case .unknownValue(let word, let key, let known):
            "\u{201C}\(key)\u{201D} cannot be \u{201C}\(word)\u{201D}; " + choice(for: word, among: known)
        case .badPattern(let reason): "\u{201C}pattern\u{201D} is no regular expression: \(reason)"
        case .patternWithoutValue:
            "\u{201C}pattern\u{201D} has no group (?<value>…), which takes the number that is measured"
        case .badPinning(let text):
            "\u{201C}pin\u{201D} cannot be \u{201C}\(text)\u{201D}: it is none, one, or a list of CPUs such as 0-3,5"
        case .patternWithFormat: "a \u{201C}pattern\u{201D} is a format; take \u{201C}format\u{201D} or it out"
        case .withoutPattern(let key):
            "\u{201C}\(key)\u{201D} is for lines that a \u{201C}pattern\u{201D} picks, and there is none"
        }
    }

    private static func nameRule(_ name: String) -> String {
        "\u{201C}\(name)\u{201D} cannot name a series: letters, digits, '.', '_' and '-' can, with no '.' or '-' at the start; "
            + "builds and records are taken"
    }

    /// `did you mean …?` where one is near, else all that there are.
    static func choice(for word: String, among known: [String]) -> String {
        let nearest = known.min { editDistance(word, $0) < editDistance(word, $1) }
        if let nearest, editDistance(word, nearest) <= max(2, word.count / 2) {
            return "did you mean \u{201C}\(nearest)\u{201D}?"
        }
        return "known: " + known.joined(separator: ", ")
    }
}

extension PlanProblem.ValueType {
    fileprivate var text: String {
        switch self {
        case .mapping: "a mapping (lines \u{201C}key: value\u{201D})"
        case .string: "a text"
        case .stringOrList: "a text or a list of texts"
        case .oneOf(let words): "one of " + words.joined(separator: ", ")
        case .upTo(let limit): "a whole number from 0 to \(limit)"
        case .seconds: "a number of seconds above 0"
        }
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
