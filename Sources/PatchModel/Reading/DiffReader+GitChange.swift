extension DiffReader {
    /// Checks what the lines of a git section say against one another, and makes the change of them.
    func change(_ header: GitHeader, _ content: FileChange.Content) throws(PatchError) -> FileChange {
        let (kind, old, new) = try paths(header)
        var change = FileChange(
            kind: kind, oldPath: old, newPath: new, oldMode: header.oldMode ?? header.indexMode,
            newMode: header.newMode, oldBlob: header.oldBlob, newBlob: header.newBlob, content: content,
            sourceLine: header.sourceLine)
        if kind == .create { change.oldMode = nil }
        if kind == .delete { change.newMode = nil }
        try checkHunks(of: change)
        return change
    }

    private typealias Paths = (kind: FileChange.Kind, old: TreePath?, new: TreePath?)

    private func paths(_ header: GitHeader) throws(PatchError) -> Paths {
        let claims = [
            header.isNew, header.isDeleted, header.renameFrom != nil || header.renameTo != nil,
            header.copyFrom != nil || header.copyTo != nil,
        ]
        guard claims.count(where: \.self) <= 1 else { throw contradiction("two kinds of change", header) }
        if header.isNew {
            guard header.oldFile == nil || header.oldFile == GitHeader.Side.none else {
                throw contradiction("a new file with an old name", header)
            }
            return (.create, nil, try agreed([header.defaultPath, path(header.newFile)], header))
        }
        if header.isDeleted {
            guard header.newFile == nil || header.newFile == GitHeader.Side.none else {
                throw contradiction("a deleted file with a new name", header)
            }
            return (.delete, try agreed([header.defaultPath, path(header.oldFile)], header), nil)
        }
        if header.oldFile == GitHeader.Side.none || header.newFile == GitHeader.Side.none {
            throw contradiction("/dev/null without `new file mode` or `deleted file mode`", header)
        }
        if claims[2] || claims[3] {
            guard let from = header.renameFrom ?? header.copyFrom, let to = header.renameTo ?? header.copyTo else {
                throw contradiction("one half of a rename or copy", header)
            }
            let old = try agreed([from, path(header.oldFile)], header)
            let new = try agreed([to, path(header.newFile)], header)
            return (claims[2] ? .rename : .copy, old, new)
        }
        let path = try agreed([header.defaultPath, path(header.oldFile), path(header.newFile)], header)
        return (.modify, path, path)
    }

    private func path(_ side: GitHeader.Side?) -> TreePath? {
        if case .path(let path) = side { path } else { nil }
    }

    /// The one path that all that are given agree on.
    private func agreed(_ paths: [TreePath?], _ header: GitHeader) throws(PatchError) -> TreePath {
        let given = paths.compactMap { $0 }
        guard let first = given.first else { throw error(.noFileName, line: header.sourceLine) }
        if let other = given.first(where: { $0 != first }) {
            throw error(.namesDisagree(first.description, other.description), line: header.sourceLine)
        }
        return first
    }

    private func contradiction(_ what: String, _ header: GitHeader) -> PatchError {
        error(.contradictoryHeader(what), line: header.sourceLine)
    }

    /// Every line names a commit, and one that comes is named.
    private func checkSubmodule(_ change: FileChange) throws(PatchError) {
        let lines = change.hunks.flatMap(\.lines)
        let isNamed = change.kind != .create || !lines.isEmpty
        guard isNamed, !change.isBinary, lines.allSatisfy({ Submodule.commit(in: $0.text) != nil }) else {
            throw error(.badSubmodule(change.path.description), line: change.sourceLine)
        }
    }

    /// A new file has no old lines and a deleted one no new lines; a link's target has no NUL.
    func checkHunks(of change: FileChange) throws(PatchError) {
        let hunks = change.hunks
        if change.kind == .create, hunks.contains(where: { $0.oldCount > 0 }) || hunks.count > 1 {
            throw error(.contradictoryHeader("a new file with old lines"), line: change.sourceLine)
        }
        if change.kind == .delete, hunks.contains(where: { $0.newCount > 0 }) || hunks.count > 1 {
            throw error(.contradictoryHeader("a deleted file with new lines"), line: change.sourceLine)
        }
        if [change.oldMode, change.newMode].contains(.submodule) { try checkSubmodule(change) }
        let isLink = (change.newMode ?? change.oldMode) == .symbolicLink
        if isLink, hunks.contains(where: { $0.lines.contains { $0.kind == .added && $0.text.contains(0) } }) {
            throw error(.linkTargetWithNUL(change.path.description), line: change.sourceLine)
        }
    }
}
