extension FileChange {
    /// The change that takes this one back; nil for a binary change without the data for it.
    public var reversed: FileChange? {
        guard let content = content.reversed else { return nil }
        var change = self
        switch kind {
        case .create: change.kind = .delete
        case .delete: change.kind = .create
        case .copy: change.kind = .delete
        case .modify, .rename: break
        }
        change.oldPath = newPath
        change.newPath = kind == .copy ? nil : oldPath
        change.spellings = spellings.map { Names(old: $0.new, new: $0.old) }
        (change.oldMode, change.newMode) = (newMode, oldMode)
        (change.oldBlob, change.newBlob) = (newBlob, oldBlob)
        change.content = content
        return change
    }
}

extension FileChange.Content {
    fileprivate var reversed: FileChange.Content? {
        switch self {
        case .text(let hunks): .text(hunks.map(\.reversed))
        case .binary(let change):
            change.backward.map { .binary(BinaryChange(forward: $0, backward: change.forward)) }
        }
    }
}
