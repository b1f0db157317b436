import GitStore
import PatchModel

extension Workspace {
    /// Takes each hunk of the edits into the patch that last touched its lines, where that is one; the others stay
    /// edits. The work tree stays as it is.
    ///
    /// A later patch that does not apply any more is reported.
    /// - Parameter isDry: only says what would go where.
    /// - Throws: what `refresh` throws; `EditError.editsConflict` where hunks that fit one by one do not fit together;
    ///   nothing changes then.
    public func absorb(_ paths: [String], isDry: Bool = false) throws -> EditReport {
        let folder = try QuiltFolder(seriesPlan)
        let shown = try shownTop()
        let changes = try applied.folder.changes(since: shown, in: paths.map(treePath))
        let pieces = try changes.flatMap { try self.pieces(of: $0, shown) }
        let targets = Set(pieces.compactMap(\.target)).sorted()
        guard let lowest = targets.first, !isDry else {
            return report(.absorbed(pieces.map(\.hunk)), series, chain)
        }
        var trees: [ObjectID] = []
        for (target, next) in zip(targets, targets.dropFirst() + [applied.number.next]) {
            let wanted = try tree(shown, with: pieces.filter { $0.target.map { $0 <= target } ?? false })
            let all = try self.trees(from: target, to: applied.number, with: wanted)
            trees += all.prefix(next.value - target.value)
        }
        let edits = try rewritten(from: lowest, leadingTo: trees, folder)
        let now = try change(
            "absorb", folder, edits, .shows(applied.number), editing: changes.map(\.path), mayBreak: true)
        return report(.absorbed(pieces.map(\.hunk)), now.series, now.chain)
    }

    /// A hunk of the edits.
    private struct Piece {
        let change: Hunk?
        var target: StageNumber?
        var hunk: EditReport.AbsorbedHunk
    }

    private func pieces(of edit: FileEdit, _ shown: ObjectID) throws -> [Piece] {
        let old = try repository.file(edit.path, in: shown)
        guard case .file(let mode, let bytes) = edit.content, let old, old.mode == mode, mode.isAlike(.regular),
            case let text = try repository.content(of: old), !text.contains(0), !bytes.contains(0)
        else { return [Piece(change: nil, hunk: .init(path: edit.path, place: .staysWhole))] }
        let owners = try lineOwners(of: edit.path, at: applied.number)
        return try LineDiff.hunks(from: text, to: bytes, contextLines: 0).map { hunk in
            let patches = Set(owners.touched(by: hunk).compactMap(\.self)).sorted()
            let line = max(1, hunk.newStart)
            var piece = Piece(change: hunk, hunk: .init(path: edit.path, line: line, place: .staysOfBase))
            if patches.count > 1 { piece.hunk.place = .staysOfSeveral(patches.map { label($0).patch! }) }
            guard patches.count == 1, let patch = patches.first else { return piece }
            piece.target = patch
            piece.hunk.place = .patch(label(patch).patch!)
            do {
                _ = try trees(from: patch, to: applied.number, with: tree(shown, with: [piece]))
            } catch EditError.editsConflict(let above, _) {
                piece.target = nil
                piece.hunk.place = .staysAbove(above)
            }
            return piece
        }
    }

    /// A tree with some hunks of what was edited in it.
    private func tree(_ tree: ObjectID, with pieces: [Piece]) throws -> ObjectID {
        var edits: [FileEdit] = []
        for (path, pieces) in Dictionary(grouping: pieces, by: \.hunk.path) {
            guard let file = try repository.file(path, in: tree),
                case .applied(let bytes, _) = try pieces.compactMap(\.change).apply(to: repository.content(of: file))
            else { preconditionFailure("a hunk fits where it was made") }
            edits.append(FileEdit(path: path, content: .file(file.mode, bytes)))
        }
        return try repository.write(edits, to: tree)
    }
}
