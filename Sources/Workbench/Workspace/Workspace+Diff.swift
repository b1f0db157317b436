import Foundation
import GitStore
import Input
import PatchModel

extension Workspace {
    /// The unified diff between two stages, of all files or only those at or below `paths`, with so many lines of
    /// context.
    public func diff(_ from: StageID, _ to: StageID, paths: [String] = [], context: Int = 3) throws -> [UInt8] {
        let options = DiffOptions(paths: Pathspec(try paths.map(treePath)), contextLines: context)
        return try repository.diff(from: stages.stage(from).tree, to: stages.stage(to).tree, options: options)
    }

    /// The edits in the work tree as a unified diff: what `refresh` would take into the patch on top.
    /// - Throws: `PatchError.notARange` for what is no path here: it may have been meant for one.
    public func diffOfEdits(paths: [String] = []) throws -> [UInt8] {
        guard let shown = applied.tree else {
            if let path = paths.first { throw PatchError.notARange(path) }
            return []
        }
        let wanted = try paths.map(treePath)
        for path in wanted where !layout.workTree.appending(path: path.description).exists {
            guard try repository.file(path, in: shown) != nil else { throw PatchError.notARange(path.description) }
        }
        let changes = try applied.folder.changes(since: shown, in: wanted)
        return try repository.diff(from: shown, to: repository.write(changes, to: shown))
    }

    /// A file or folder of the base tree, as a person names it.
    public func path(named text: String) throws(StepError) -> TreePath { try treePath(text) }

    /// The path as a person writes it, with `./` before and `/` after it.
    func treePath(_ text: String) throws(StepError) -> TreePath {
        var path = text[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        while path.count > 1 && path.hasSuffix("/") { path = path.dropLast() }
        do { return try TreePath(String(path)) } catch { throw .badPath(text, error) }
    }

    /// What changes between two stages, counted.
    public func diffstat(_ from: StageID, _ to: StageID) throws -> Diffstat {
        try repository.diffstat(from: stages.stage(from).tree, to: stages.stage(to).tree)
    }

    /// A patch's message and the diff of its stage from the one before.
    ///
    /// - Throws: `StepError.notAPatch` for the base.
    public func show(_ number: StageNumber) throws -> ShownPatch {
        guard let patch = series.patch(of: number), let before = number.previous else { throw StepError.notAPatch }
        var shown = ShownPatch(label: label(number), header: patch.header, diff: try diff(before.id, number.id))
        if let commit = patch.commit, commit.isMerge { shown.brought = try brought(by: commit) }
        return shown
    }

    private func brought(by merge: PatchCommit) throws -> [(id: String, subject: String)] {
        guard case .commits(let source) = seriesPlan.patches, let id = ObjectID(hex: merge.id) else { return [] }
        let graph = try CommitGraph(UserRepository(holding: source.repository.path), kept: repository)
        return try graph.brought(by: id).map { ($0.description, try graph.header(of: $0).subject) }
    }
}
