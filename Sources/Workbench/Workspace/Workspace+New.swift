import Foundation
import GitStore
import PatchModel

extension Workspace {
    /// Puts a patch that changes nothing yet after the one on top, and goes to it. Edits of the work tree stay edits:
    /// `refresh` takes them into it.
    ///
    /// - Parameter name: of the patch, with or without the ending of its file.
    /// - Throws: `EditError.nameTaken`, `.badPatchName`, `.notQuilt`, `.changedBelow`; `StepError.unfinished`.
    public func new(_ name: String, _ header: PatchHeader) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        let top = applied.number
        if let tree = applied.tree, tree != chain[top]?.tree {
            throw EditError.changedBelow(series.patch(of: top)?.name ?? PatchName("base"))
        }
        let file = try newFile(name, like: top, folder)
        var header = header
        if header.subject.isEmpty { header.subject = PatchName(file: file).text }
        let text = folder.seriesFile.text(folder.seriesBytes, inserting: [file], at: top.value)
        let edits = [
            SeriesFileEdit(name: file, bytes: MailWriter(header, diff: []).patchFile),
            SeriesFileEdit(name: "series", bytes: text),
        ]
        let now = try change("new \(name)", folder, edits, applied.tree == nil ? .to(top.next) : .shows(top.next))
        return report(.created(PatchName(file: file)), now.series, now.chain)
    }

    /// Gives a patch, and its file, another name.
    ///
    /// - Throws: as `new`; `StepError.notAPatch`.
    public func rename(_ number: StageNumber, to name: String) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        guard let patch = series.patch(of: number) else { throw StepError.notAPatch }
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        let entry = folder.entry(of: number)
        let file = try newFile(name, like: number, folder)
        guard let bytes = folder.bytes(of: entry.file) else {
            throw EditError.cannotRewrite(folder.url.appending(path: entry.file, directoryHint: .notDirectory))
        }
        let text = folder.seriesFile.text(folder.seriesBytes, renaming: entry, to: file)
        let edits = [
            SeriesFileEdit(name: file, bytes: Array(bytes)), SeriesFileEdit(name: "series", bytes: text),
            SeriesFileEdit(name: entry.file, bytes: nil),
        ]
        let now = try change("rename \(patch.name)", folder, edits, .to(applied.number))
        return report(.renamed(patch.name, to: PatchName(file: file)), now.series, now.chain)
    }

    /// The file for a patch of this name: in the folder, and with the ending, of one that is there.
    func newFile(_ name: String, like number: StageNumber, _ folder: QuiltFolder) throws -> String {
        let patch = PatchName(file: name)
        guard patch.isGood, !name.contains("/"), !name.hasPrefix("."), !["base", "top"].contains(patch.text),
            !patch.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), (try? TreePath(name)) != nil
        else { throw EditError.badPatchName(name) }
        if series.patches.contains(where: { $0.name == patch }) { throw EditError.nameTaken(patch) }
        let model = folder.seriesFile.entries.isEmpty ? nil : folder.entry(of: max(number, StageNumber(1))).file
        let parent = model?.lastIndex(of: "/").map { model![...$0] } ?? ""
        let file = parent + (patch.text == name ? name + Self.ending(of: model) : name)
        guard folder.bytes(of: String(file)) == nil else { throw EditError.nameTaken(patch) }
        return String(file)
    }

    /// That of a plain patch file, as the others have it.
    private static func ending(of file: String?) -> String {
        guard let file else { return ".patch" }
        return file.hasSuffix(".diff") ? ".diff" : PatchName(file: file).text == file ? "" : ".patch"
    }
}
