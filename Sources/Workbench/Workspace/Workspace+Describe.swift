import PatchModel

extension Workspace {
    /// Puts lines into a patch's message, in place of those that were put there before. What the patch does stays, and
    /// so does the work tree.
    ///
    /// - Throws: `StepError.notAPatch`, `.unfinished`; `EditError.notQuilt`, `.cannotRewrite` where the message is
    ///   encoded; nothing changes then.
    public func describe(_ number: StageNumber, with lines: [String], in block: MessageBlock) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        guard let patch = series.patch(of: number) else { throw StepError.notAPatch }
        let name = folder.entry(of: number).file
        guard let bytes = folder.bytes(of: name), patch.source.text.elementsEqual(bytes),
            let text = block.put(lines, into: patch)
        else { throw EditError.cannotRewrite(folder.url.appending(path: name, directoryHint: .notDirectory)) }
        let edit = SeriesFileEdit(name: name, bytes: text)
        let now = try change("cover \(patch.name)", folder, [edit], .shows(applied.number))
        return report(.described(patch.name), now.series, now.chain)
    }
}
