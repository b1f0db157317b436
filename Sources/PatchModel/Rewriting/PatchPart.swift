/// A part of a patch that can be taken out of it alone: a hunk, or a section that makes sense only as a whole.
public struct PatchPart: Sendable {
    /// 1-based, over all files of the patch.
    public let number: Int
    /// The section, with this hunk alone.
    public let change: FileChange
    /// Of the section in the patch.
    fileprivate let section: Int

    /// The line of the old file at which it begins; nil for a section without hunks.
    public var line: Int? { change.hunks.first?.oldStart }

    /// Whether it touches one of these files, or a file in one of these folders.
    public func touches(_ paths: [TreePath]) -> Bool {
        [change.oldPath, change.newPath].contains { path in
            path.map { path in paths.contains { $0 == path || path.isInside($0) } } ?? false
        }
    }
}

extension Patch {
    /// The parts of the patch, in its order. A renamed, created, deleted or binary file is one, and so is a change of a
    /// file's mode with its hunks.
    public var parts: [PatchPart] {
        var parts: [PatchPart] = []
        for (section, change) in changes.enumerated() {
            guard change.kind == .modify, change.newMode == nil || change.newMode == change.oldMode,
                !change.hunks.isEmpty
            else {
                parts.append(PatchPart(number: parts.count + 1, change: change, section: section))
                continue
            }
            for hunk in change.hunks {
                var part = change
                part.content = .text([hunk])
                parts.append(PatchPart(number: parts.count + 1, change: part, section: section))
            }
        }
        return parts
    }

    /// The patch with some of its parts, whose hunks are where they were in the old files.
    public func keeping(_ parts: [PatchPart]) -> Patch {
        var patch = self
        let kept = Dictionary(grouping: parts, by: \.section)
        patch.changes = changes.enumerated().compactMap { section, change in
            guard let parts = kept[section] else { return nil }
            guard !change.hunks.isEmpty else { return change }
            var change = change
            change.content = .text(parts.flatMap(\.change.hunks))
            return change
        }
        return patch
    }
}
