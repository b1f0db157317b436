import Foundation
import GitStore
import Judging
import PatchModel

extension Workspace {
    /// A patch's text for a person to edit: its message and, if wanted, its diff.
    ///
    /// - Throws: `StepError.notAPatch`; `EditError.cannotRewrite` where the patch's file cannot be changed in parts.
    public func draft(of number: StageNumber, withDiff: Bool) throws -> [UInt8] {
        let (patch, file) = try editable(number)
        return PatchDraft.text(of: patch.header, diff: withDiff ? file.sections.flatMap(\.text)[...] : nil)
    }

    /// Where such a text is put while it is edited; nothing is there yet.
    public func draftPlace(of number: StageNumber) throws(StepError) -> URL {
        guard let patch = series.patch(of: number) else { throw .notAPatch }
        let folder = layout.drafts
        let names = (0...).lazy.map { $0 == 0 ? "\(patch.name).patch" : "\(patch.name)-\($0).patch" }
        return names.map { folder.appending(path: $0, directoryHint: .notDirectory) }.first { !$0.exists }!
    }

    /// Gives a patch the message, and the diff, that a person made of its draft. Every other byte of its file stays.
    ///
    /// A later patch that does not apply any more is reported.
    /// - Parameter file: where the text stands, for errors.
    /// - Throws: `PatchError.malformed` with the line of the text; `EditError.breaks` where the patch does not apply;
    ///   `.emptyMessage`, `.cannotRewrite`, `.notQuilt`; `StepError.notMade` where the patch on top would not apply any
    ///   more. Nothing changes then.
    public func edit(_ number: StageNumber, as text: [UInt8], withDiff: Bool, file: String) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        let (patch, parts) = try editable(number)
        if try text == draft(of: number, withDiff: withDiff) {
            return report(.edited(patch.name, changed: false), series, chain)
        }
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        let draft = PatchDraft(text, hasDiff: withDiff)
        guard !draft.subject.isEmpty else { throw EditError.emptyMessage }
        try draft.check(file: file, strip: patch.source.strip, allowing: seriesPlan.allowed)
        let bytes = parts.text(with: draft)
        let entry = folder.entry(of: number)
        let place = folder.url.appending(path: entry.file, directoryHint: .notDirectory)
        guard let made = try? read(bytes, like: patch), made.says(draft, as: patch) else {
            throw EditError.cannotRewrite(place)
        }
        try refuseFailing(made, number, file: file)
        let edits = [SeriesFileEdit(name: entry.file, bytes: bytes)]
        let now = try change("edit \(patch.name)", folder, edits, .to(applied.number), mayBreak: withDiff)
        return report(.edited(patch.name, changed: true), now.series, now.chain)
    }

    private func editable(_ number: StageNumber) throws -> (Patch, PatchFile) {
        guard let patch = series.patch(of: number) else { throw StepError.notAPatch }
        let folder = try QuiltFolder(seriesPlan)
        let name = folder.entry(of: number).file
        // What is compressed is not what stands in the file.
        guard let bytes = folder.bytes(of: name), patch.source.text.elementsEqual(bytes), let file = PatchFile(patch)
        else { throw EditError.cannotRewrite(folder.url.appending(path: name, directoryHint: .notDirectory)) }
        return (patch, file)
    }

    /// A patch's new text, read as the old one was.
    func read(_ bytes: [UInt8], like patch: Patch) throws(PatchError) -> Patch {
        let source = patch.source
        return try Patch(
            reading: bytes, file: source.file, name: patch.name, strip: source.strip, isReversed: source.isReversed,
            allowing: seriesPlan.allowed)
    }

    /// Throws where a patch does not apply to the stage before it that there is.
    private func refuseFailing(_ patch: Patch, _ number: StageNumber, file: String) throws {
        guard let before = number.previous.flatMap({ chain[$0] }), chain[number] != nil,
            case .failed(let failure) = try repository.apply(
                patch, to: before.tree, options: seriesPlan.applyOptions)
        else { return }
        let failed = StageFailure(stage: number.id, patch: patch.name, file: file, failure: failure)
        throw EditError.breaks(StageProblem(stage: number.id, cause: .doesNotApply(failed)))
    }
}

extension Patch {
    /// Whether it reads as the draft says, and otherwise as before.
    fileprivate func says(_ draft: PatchDraft, as old: Patch) -> Bool {
        header.subject == draft.subject && header.author == old.header.author && header.date == old.header.date
            && header.body.trimmedLines == draft.body.trimmedLines
            && (draft.diff != nil || changes.count == old.changes.count)
    }
}

extension String {
    /// Without the blanks at the beginnings of lines: some must have one more in a patch's file than in a message.
    fileprivate var trimmedLines: [Substring] {
        split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop(while: \.isWhitespace) }
    }
}
