import GitStore
import PatchModel

extension Operations {
    /// Makes what an older version kept of its changes the first operations of the log. They change the series' files
    /// alone: the work tree and the position are as they are now.
    ///
    /// - Returns: The last of them; nil where there are none.
    func takeOver(_ now: SeriesState) throws -> StoredOperation? {
        let entries = OlderUndoLog(folder: layout.undo, series: files?.folder).entries
        guard let newest = now.files, !entries.isEmpty else { return nil }
        var trees = [newest]
        for entry in entries.reversed() { trees.insert(try tree(before: entry, trees[0]), at: 0) }
        var last: StoredOperation?
        for (number, tree) in trees.enumerated() {
            var state = now
            state.files = tree
            let stacks = UndoStacks(undo: number == 0 ? .none : .this, redo: .none)
            let title = number == 0 ? "found the series" : entries[number - 1].title
            last = try append(number == 0 ? .beginning : .command, title, command: [], state, after: last, stacks)
        }
        return last
    }

    private func tree(before entry: OlderUndoLog.Entry, _ after: ObjectID) throws -> ObjectID {
        let repository = log.repository
        let edits = try entry.files.compactMap { file -> FileEdit? in
            let path = try TreePath(file.name)
            if let bytes = file.before { return FileEdit(path: path, content: .file(.regular, Array(bytes))) }
            return try repository.file(path, in: after).map { _ in FileEdit(path: path, content: .removed) }
        }
        return try repository.write(edits, to: after)
    }
}
