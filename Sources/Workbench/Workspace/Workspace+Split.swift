import GitStore
import PatchModel

extension Workspace {
    /// The parts into which a patch can be split: those of the diff that `show` prints.
    ///
    /// - Throws: `StepError.notAPatch`, `.notMade`.
    public func parts(of number: StageNumber) throws -> [PatchPart] { try shownPatch(number).parts }

    private func shownPatch(_ number: StageNumber) throws -> Patch {
        guard let patch = series.patch(of: number), let before = number.previous else { throw StepError.notAPatch }
        let diff = try repository.diff(
            from: stage(before).tree, to: stage(number).tree, options: DiffOptions(showsBinary: true))
        return try Patch(reading: diff, file: patch.source.file, allowing: PatchPolicy(rawValue: .max))
    }

    /// Makes two patches of one: the first keeps its name, its message and what is chosen; the rest goes into a new one
    /// right after it. The stages around them, and the work tree, stay as they are.
    ///
    /// - Parameters:
    ///   - name: of the new patch; nil makes one.
    ///   - header: of the new patch; nil makes one of the first's.
    /// - Throws: `EditError.splitsNothing`, `.nameTaken`, `.badPatchName`, `.notQuilt`, `.cannotRewrite`;
    ///   `StepError.notAPatch`; nothing changes then.
    public func split(
        _ number: StageNumber, keeping isKept: (PatchPart) throws -> Bool, name: String? = nil,
        header: PatchHeader? = nil
    ) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        let whole = try shownPatch(number)
        let patch = series.patch(of: number)!
        let parts = whole.parts
        let kept = try parts.filter(isKept)
        let (before, after) = (try stage(StageNumber(number.value - 1)).tree, try stage(number).tree)
        guard !kept.isEmpty, kept.count < parts.count,
            case .applied(let middle, _) = try repository.apply(whole.keeping(kept), to: before)
        else { throw EditError.splitsNothing(patch.name) }
        let renames = patch.changes.contains { $0.kind == .rename || $0.kind == .copy }
        let rest = try repository.diff(
            from: middle, to: after, options: DiffOptions(findsRenames: renames, showsBinary: true))
        let file = try newFile(name ?? freeName(like: patch.name), like: number, folder)
        let words = header ?? patch.header.forRest
        let text = folder.seriesFile.text(folder.seriesBytes, inserting: [file], at: number.value)
        let edits = [
            try rewrite(number, patch, from: before, to: middle, folder),
            SeriesFileEdit(name: file, bytes: MailWriter(words, diff: rest[...]).patchFile),
            SeriesFileEdit(name: "series", bytes: text),
        ]
        let isApplied = number <= applied.number
        if isApplied { _ = try shownTop() }
        let now = try change(
            "split \(patch.name)", folder, edits, isApplied ? .shows(applied.number.next) : .to(applied.number))
        return report(.split(patch.name, rest: PatchName(file: file)), now.series, now.chain)
    }

    private func freeName(like name: PatchName) -> String {
        (2...).lazy.map { "\(name)-\($0)" }.first { text in
            !series.patches.contains { $0.name.text == text }
        }!
    }

    /// Takes what the patch on top changes, or what it changes in some files, out of it: that is edited in the work
    /// tree then, which stays as it is.
    ///
    /// A later patch that does not apply any more is reported.
    /// - Throws: `EditError.nothingApplied`, `.notQuilt`, `.cannotRewrite`, `.changedBelow`; nothing changes then.
    public func spill(_ paths: [String]) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        let shown = try shownTop()
        let top = applied.number
        let patch = series.patch(of: top)!
        let before = try stage(StageNumber(top.value - 1)).tree
        let wanted = try repository.tree(shown, with: paths.map(treePath), of: before)
        guard wanted != shown else { return report(.spilled(patch.name, []), series, chain) }
        let edit = try rewrite(top, patch, from: before, to: wanted, folder)
        let files = try repository.diffstat(from: wanted, to: shown, options: DiffOptions(findsRenames: false)).files
        let now = try change(
            "spill \(patch.name)", folder, [edit], .shows(top), editing: files.map(\.path), mayBreak: true,
            leavesEdits: true)
        return report(.spilled(patch.name, files.map(\.path)), now.series, now.chain)
    }
}

extension PatchHeader {
    /// For what is left of a patch: its flag, its claims and its identity stay with the first part.
    fileprivate var forRest: PatchHeader {
        var rest = PatchHeader(author: author, date: date, subject: subject + " (rest)", body: body)
        let ours = ["feature:", "claim:", "change-id:"]
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if !trailers.isEmpty {
            let kept = lines.filter { line in !ours.contains { line.lowercased().hasPrefix($0) } }
            rest.body = kept.reversed().drop(while: \.isEmpty).reversed().joined(separator: "\n")
        }
        return rest
    }
}
