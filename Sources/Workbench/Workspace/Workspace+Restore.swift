import GitStore
import PatchModel

extension Workspace {
    /// Takes edits in the work tree back; they stay in the operation log.
    ///
    /// - Parameter paths: files and folders; `.` means everything.
    /// - Throws: `StepError.badPath`; nothing changes then.
    public func restore(_ paths: [String]) throws -> RestoreReport {
        let wanted = try paths.contains(".") || paths.contains("./") ? [] : paths.map(treePath)
        guard let shown = applied.tree else { return RestoreReport(series: seriesPlan.name, edits: []) }
        let changes = try applied.folder.changes(since: shown, in: wanted)
        let report = RestoreReport(series: seriesPlan.name, edits: try changes.map { try edit($0, of: shown) })
        guard !changes.isEmpty else { return report }
        let request = Operations.Request(title: "restore \(paths.joined(separator: " "))", paths: changes.map(\.path))
        try perform(request) {
            let edited = try repository.write(changes, to: shown)
            try applied.move(from: edited, to: shown, applied.position, for: .stepping)
        }
        return report
    }

    /// What was edited, by file.
    func edits() throws -> [FileChanged] {
        guard let shown = applied.tree else { return [] }
        return try applied.folder.changes(since: shown).map { try edit($0, of: shown) }
    }

    private func edit(_ change: FileEdit, of shown: ObjectID) throws -> FileChanged {
        let isThere = try repository.file(change.path, in: shown) != nil
        return FileChanged(
            path: change.path, kind: change.content == .removed ? .deleted : isThere ? .modified : .new)
    }
}
