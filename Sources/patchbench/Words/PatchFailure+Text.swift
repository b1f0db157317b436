import PatchModel

extension PatchFailure {
    /// Which patch does not apply, which hunk of it, where that was looked for and what stands there.
    func lines(stage: StageID, file: String) -> [String] {
        guard case .hunk(let failure) = reason else {
            return ["\(file):\(sourceLine): patch \(stage) does not apply: \(path): \(text)"]
        }
        let title =
            "\(file):\(failure.sourceLine): patch \(stage) does not apply: \(path), hunk \(failure.hunk): "
        return [title + failure.text] + failure.evidence(path: path)
    }

    var text: String {
        switch reason {
        case .hunk(let failure): failure.text
        case .fileMissing: "there is no such file"
        case .fileExists: "the file to create is there already"
        case .contentDiffers: "the file's content is not what the patch expects"
        case .badBinaryData: "its binary data is damaged or too large"
        case .binaryWithoutIndex: "a binary change needs a full index line; make the patch with git diff --binary"
        case .throughLink(let link): "\(link) on the way to it is a symbolic link"
        case .underFile(let file): "\(file) on the way to it is a file"
        case .folderInTheWay: "a folder is in its place"
        case .insideSubmodule(let path):
            "\(path) on the way to it is a submodule; patch that repository, and then the commit that is named here"
        case .wrongType(let expected, let found):
            "the tree has \(found.text) there, the patch means \((expected ?? .regular).text)"
        case .touchedTwice: "the patch's sections disagree on what becomes of the file"
        case .ambiguousName(let one, let other): "the patch may mean \(one) or \(other)"
        }
    }
}

extension FileMode {
    fileprivate var text: String {
        switch self {
        case .regular: "a regular file"
        case .executable: "an executable file"
        case .symbolicLink: "a symbolic link"
        case .submodule: "a submodule"
        }
    }
}

extension HunkFailure {
    fileprivate var text: String {
        switch reason {
        case .notFound: "its lines are not in the file"
        case .ambiguous(let lines):
            "it fits equally well at lines \(lines.map(String.init).joined(separator: ", ")); more context would tell"
        case .overlapsPreviousHunk(let line): "it fits only at line \(line), in or above the hunk before it"
        case .noContext: "it has no context and does not fit at its line"
        case .lineEndings(let patchHasReturns):
            "the \(patchHasReturns ? "patch" : "file") has carriage returns at the ends of lines and the "
                + "\(patchHasReturns ? "file" : "patch") has none; \(CommandError.allow("crlf")) gives it the file's"
        case .missingNewlineInside: "a line without a newline would come to stand before another one"
        case .alreadyApplied(let line): "its new lines stand at line \(line) already"
        }
    }

    /// What was wanted and what stands there.
    fileprivate func evidence(path: TreePath) -> [String] {
        var lines = ["looked for at line \(expectedLine) of \(path):"] + Self.shown(wanted, mark: "want")
        lines +=
            found.isEmpty ? ["the file ends before that line"] : ["there stands:"] + Self.shown(found, mark: "have")
        if let nearest, nearest.line != expectedLine {
            let count = counted(nearest.matching, "line")
            lines += ["nearest place: line \(nearest.line), where \(count) of \(wanted.count) match:"]
            lines += Self.shown(nearest.found, mark: "have")
        }
        return lines
    }

    private static func shown(_ lines: [Bytes], mark: String) -> [String] {
        let limit = 12
        let shown = lines.prefix(limit).map { line in
            "  \(mark) | " + (line.last == UInt8(ascii: "\n") ? line.dropLast() : line).excerpt
        }
        return shown + (lines.count > limit ? ["  … \(lines.count - limit) more"] : [])
    }
}
