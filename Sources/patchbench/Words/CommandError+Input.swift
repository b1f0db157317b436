import Foundation
import Input
import Outputs
import PatchModel

extension CommandError {
    static func lines(for error: InputError) -> [String] {
        switch error {
        case .noPlan(let folder):
            ["no \(Plan.fileName) in \(folder.path) or a folder above it", "write one, or name its folder with -C"]
        case .unreadable(let file): ["cannot read \(file.path)"]
        case .plan(let problem, let file, let line):
            ["\(file.path)\(line.map { ":\($0)" } ?? ""): \(text(of: problem))"]
        case .unknownSeries(let name, let known):
            ["no series \u{201C}\(name)\u{201D} in \(Plan.fileName)", choice(for: name, among: known)]
        case .noExplore(let series):
            isMissing("explore", in: series, "test", for: "--explore and claims of what was explored need it")
        case .noVirtual(let series): isMissing("virtual", in: series, "bench", for: "--virtual needs it")
        case .noSource(let file): ["no such file or folder: \(file.path)"]
        case .noBase(let name, let folder):
            [
                "no base \u{201C}\(name)\u{201D}: no such folder, and no git repository in "
                    + "\(folder.path) or a folder above it"
            ]
        case .pathsWithoutRange(let path):
            ["\(path) behind -- is a path to which a range of commits is limited, and there is no range"]
        case .notAFile(let file): ["\(file.path) is no file"]
        case .missingPatch(let file, let series, let line):
            ["\(series.path):\(line): no such patch: \(file.path)", "put it there, or take the line out"]
        case .foreign(let file, let owner, let folder): isForeign(file, owner: owner, folder)
        case .notOurs(let file, .link):
            isNotOurs("\(file.path) is a symbolic link, which patchbench never makes there")
        case .notOurs(let file, .leadsOutside(let path)):
            isNotOurs("\(file.path) names \(path), which is none of the plan's files")
        case .cannotRebase, .cannotExtend: unchangeable(error)
        }
    }

    /// Of what is written in a way in which nothing can be put into it.
    private static func unchangeable(_ error: InputError) -> [String] {
        switch error {
        case .cannotRebase(let file, let series, let base):
            [
                "\(file.path) is written in a way in which the base of \(series) cannot be replaced",
                "write it on one line, `base: \(base)`, or as it was on one line, then try again",
            ]
        case .cannotExtend(let file, let entry):
            ["\(file.path) is written in a way to which no series can be added; add these lines by hand:"]
                + entry.split(separator: "\n").map(String.init)
        default: []
        }
    }

    private static func isNotOurs(_ finding: String) -> [String] {
        [finding + "; nothing is done", "take it away if it is yours; it may have come with a checkout"]
    }

    private static func isForeign(_ file: URL, owner: UInt32, _ folder: URL) -> [String] {
        [
            "\(file.path) belongs to \(userName(owner)): its commands would run as you, so nothing is done",
            "to allow that: patchbench trust \(shellWord(folder.path))",
        ]
    }

    /// Commands that a plan has beside its usual ones.
    private static func isMissing(
        _ key: String, in series: String, _ command: String, for need: String
    ) -> [String] {
        [
            "series \(series) has no \u{201C}\(key)\u{201D} in \(Plan.fileName)",
            "write `\(key): {build: …, keep: …, \(command): …}` there: \(need)",
        ]
    }

    static func userName(_ id: UInt32) -> String {
        getpwuid(id).map { "the user \(String(cString: $0.pointee.pw_name))" } ?? "the user with the id \(id)"
    }

    static func shellWord(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
                || "/._-".utf8.contains(byte)
        }
        return isPlain ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
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
        case .badRange(let text):
            "\u{201C}range\u{201D}: \u{201C}\(text)\u{201D} is no range of commits; write A..B, X^! or -3"
        case .notAbsolute(let key, let path):
            "\u{201C}\(key)\u{201D}: \(path) begins neither with / nor with ~/"
        case .unknownValue(let word, let key, let known):
            "\u{201C}\(key)\u{201D} cannot be \u{201C}\(word)\u{201D}; " + choice(for: word, among: known)
        case .badMetric(let text, let key):
            "\u{201C}\(key)\u{201D}: \u{201C}\(text)\u{201D} is no metric such as alloc or alloc(size>=1024)"
        case .badPattern(let problem): "\u{201C}pattern\u{201D} \(problem.text)"
        case .tooManyAliases(let limit):
            "its aliases stand for more than \(counted(limit, "value")); write out what they stand for"
        case .patternWithoutMatch: "a \u{201C}pattern\u{201D} has no \u{201C}match\u{201D}, the regular expression"
        case .badPinning(let text):
            "\u{201C}pin\u{201D} cannot be \u{201C}\(text)\u{201D}: it is none, one, or a list of CPUs such as 0-3,5"
        case .badPlace(let text):
            "\u{201C}on\u{201D} cannot be \u{201C}\(text)\u{201D}: it is local, slurm, slurm:PARTITION or ssh:HOST,HOST"
        case .patternWithFormat: "a \u{201C}pattern\u{201D} is a format; take \u{201C}format\u{201D} or it out"
        case .withoutPattern(let key):
            "\u{201C}\(key)\u{201D} is for lines that a \u{201C}pattern\u{201D} picks, and there is none"
        }
    }

    static func nameRule(_ name: String) -> String {
        "\u{201C}\(name)\u{201D} cannot name a series: letters, digits, '.', '_' and '-' can, with no "
            + "'.' or '-' at the start; "
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
        case .numbers(let count): "a list of \(counted(count, "number")), one a stage"
        case .percentage: "a share above 0, such as 5%"
        case .rebuilds: "a number from 1 to 99, or auto"
        case .seconds: "a number of seconds above 0"
        case .bytes: "a number of bytes such as 512M or 4G"
        case .size: "a number of bytes, or such as 64K, 512M or 2G"
        }
    }
}

extension LinePattern.Problem {
    /// After what the pattern is called.
    var text: String {
        switch self {
        case .syntax(let reason): "is no regular expression: \(reason)"
        case .noValue: "has no group (?<value>\u{2026}), which takes the number that is measured"
        case .noGroup(let name): "has no group (?<\(name)>\u{2026})"
        }
    }
}
