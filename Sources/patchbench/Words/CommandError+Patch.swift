import PatchModel

extension CommandError {
    static func lines(for error: PatchError) -> [String] {
        switch error {
        case .malformed(let place, let problem):
            ["\(place.file):\(place.line):\(place.hunk.map { " hunk \($0):" } ?? "") \(text(of: problem))"]
        case .unknownStage(let word, let nearest):
            [
                "no stage \u{201C}\(word)\u{201D}",
                nearest.isEmpty
                    ? "`patchbench series` lists them"
                    : "did you mean \(nearest.joined(separator: ", "))? `patchbench series` lists all",
            ]
        case .ambiguousStage(let word, let candidates):
            ["\u{201C}\(word)\u{201D} is part of several names; say more:"] + candidates.map { "  \($0)" }
        case .noSuchStage(let number, let last): ["no stage \(number): the last is \(last)"]
        case .notARange(let text):
            ["\u{201C}\(text)\u{201D} is no range of stages; write A..B, A not after B for a list"]
        case .interrupted: ["interrupted while the patches were read"]
        case .duplicatePatch(let name): ["two patches have the name \(name); rename one"]
        }
    }

    /// How to allow what is refused unless it is allowed by name.
    static func allow(_ word: String) -> String { "--allow \(word), or `allow: [\(word)]` in patchbench.yaml," }

    private static func text(of problem: Malformation) -> String {
        pathText(of: problem) ?? sectionText(of: problem) ?? hunkText(of: problem) ?? otherText(of: problem)
    }

    private static func pathText(of problem: Malformation) -> String? {
        switch problem {
        case .unsafePath(let path, .bidirectionalText):
            "unsafe path \(path): \(PathProblem.bidirectionalText.text); \(allow("bidi")) lets it in"
        case .unsafePath(let path, let reason): "unsafe path \(path): \(reason.text)"
        case .nothingLeftAfterStrip(let path, let strip): "nothing is left of the path \(path) after -p\(strip)"
        case .badQuoting(let text): "a quoted file name is wrong: \(text)"
        case .badMode(let mode): "mode \(mode) is none of 100644, 100755, 120000 and 160000"
        case .badSubmodule(let path):
            "\(path) is a submodule (mode 160000), and its lines do not say \u{201C}Subproject commit\u{201D} and an id"
        case .unnamedSubmodule(let path):
            "\(path) is a submodule that comes without a line in .gitmodules; \(allow("submodule")) lets it in"
        case .submoduleInWords(let line):
            "\u{201C}\(line)\u{201D} cannot be applied; make the patch with git diff --submodule=short"
        case .linkedGitFile(let path): "\(path), from which git takes settings, must not be a symbolic link"
        case .linkTargetWithNUL(let path): "the target of the symbolic link \(path) has a NUL in it"
        default: nil
        }
    }

    private static func sectionText(of problem: Malformation) -> String? {
        switch problem {
        case .noFileName: "the section names no file"
        case .namesDisagree(let one, let other): "the section's lines name two files: \(one) and \(other)"
        case .contradictoryHeader(let text): "the section's lines contradict each other: \(text)"
        case .hunkWithoutFile: "a hunk stands under no file"
        case .binaryWithoutData(let path):
            "\(path) is binary and the patch has no data for it; make it with git diff --binary"
        case .badBinaryData(let text): "the binary data is wrong: \(text)"
        case .edScript: "an ed script; only unified diffs are read"
        case .notUnified: "a context or normal diff; only unified diffs are read"
        case .reverseImpossible(let path):
            "the change of \(path) cannot be taken back: the patch does not say what was there"
        default: nil
        }
    }

    private static func hunkText(of problem: Malformation) -> String? {
        switch problem {
        case .badHunkHeader(let text): "wrong hunk header: \(text)"
        case .numberTooLarge(let text): "the number \(text) is too large"
        case .hunkTooShort(let old, let new): "the hunk ends early: \(old) old and \(new) new lines are missing"
        case .hunkTooLong(let text): "the hunk has more lines than its header states: \(text)"
        case .badHunkLine(let text): "no line of a hunk: \(text)"
        case .misplacedNoNewline:
            "\u{201C}No newline at end of file\u{201D} stands on a line that is not its side's last"
        case .hunkWithoutChange: "the hunk changes nothing"
        case .bidirectionalText(let text):
            "characters that change the order in which text is shown: \(text); \(allow("bidi")) lets them in"
        default: nil
        }
    }

    private static func otherText(of problem: Malformation) -> String {
        switch problem {
        case .compressed(let compression):
            "compressed with \(compression), which is not read; decompress it first"
        case .badCompression(let compression, let limit):
            "the \(compression) data is damaged, or grows beyond \(limit) bytes"
        case .nulInHeader: "a NUL in the header"
        case .unknownCharset(let name): "unknown charset \(name)"
        case .badTransferEncoding(let text): "wrong transfer encoding: \(text)"
        case .source(let problem): text(of: problem, text(of:))
        case .badSeriesOption(let word, let problem): "\u{201C}\(word)\u{201D}: \(problem.text)"
        case .duplicateSeriesEntry(let file): "\(file) stands twice in the series"
        default: String(describing: problem)
        }
    }
}

extension SeriesOptionProblem {
    fileprivate var text: String {
        switch self {
        case .beforeName: "a line of a series begins with a patch's name, and its options follow"
        case .unknown: "not an option of patch(1); -pN, -R and -FN may follow a patch's name"
        case .badNumber: "a number belongs to it, such as -p1 or -F0"
        case .ignoresWhiteSpace: "white space is always compared; make the patch anew where it differs"
        case .otherFiles: "it would read or write other files than the patch names; take it out"
        case .otherwise: "it would apply the patch otherwise than it says; take it out"
        }
    }
}

extension PathProblem {
    var text: String {
        switch self {
        case .empty: "it is empty"
        case .absolute: "it is absolute"
        case .leavesTree: "it leaves the tree"
        case .emptyComponent: "it has an empty component"
        case .repositoryFolder: "it names a repository's own folder"
        case .lineBreak: "it has a line break"
        case .bidirectionalText: "it has characters that change the order in which text is shown"
        case .nul: "it has a NUL"
        case .tooLong: "it is too long"
        }
    }
}
