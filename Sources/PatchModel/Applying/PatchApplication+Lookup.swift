extension PatchApplication {
    typealias File = (mode: FileMode, bytes: [UInt8])

    /// The file as the sections so far have left it; nil when there is none.
    func current(_ path: TreePath, _ change: FileChange) throws -> File? {
        switch states[path] {
        case .removed: nil
        case .file(let mode, let bytes, _): (mode, bytes)
        case nil: try inBase(path, change)
        }
    }

    /// The file as it was before the patch.
    func inBase(_ path: TreePath, _ change: FileChange) throws -> File? {
        switch try base.entry(at: path) {
        case .missing: nil
        case .file(let mode, let bytes): (mode, bytes)
        case .folder: throw stop(change, .folderInTheWay)
        case .blocked(let obstacle, let mode): throw stop(change, .blocked(by: obstacle, mode))
        }
    }

    /// Throws unless a file may be made at the path.
    func checkFree(_ path: TreePath, _ change: FileChange) throws {
        switch states[path] {
        case .file: throw stop(change, .touchedTwice)
        case .removed: return
        case nil: break
        }
        if leaving.contains(path) { return }
        switch try base.entry(at: path) {
        case .missing, .folder: return
        case .file: throw stop(change, .fileExists)
        case .blocked(let obstacle, let mode):
            if leaving.contains(obstacle) { return }
            throw stop(change, .blocked(by: obstacle, mode))
        }
    }

    /// The change under that spelling of its names under which there is a file.
    func spelled(_ change: FileChange) throws -> FileChange {
        guard change.kind != .create else { return change }
        for names in change.spellings {
            var spelt = change
            spelt.oldPath = names.old
            if change.kind != .delete { spelt.newPath = names.new }
            let paths = Set([spelt.oldPath, spelt.newPath].compactMap(\.self))
            if try paths.contains(where: { try isFile($0) }) { return spelt }
        }
        return change
    }

    private func isFile(_ path: TreePath) throws -> Bool {
        switch states[path] {
        case .removed: return false
        case .file: return true
        case nil: break
        }
        guard case .file = try base.entry(at: path) else { return false }
        return true
    }

    /// Of the two names of a plain diff, the one that exists.
    func existingName(of change: FileChange) throws -> TreePath {
        guard let old = change.oldPath, let new = change.newPath, old != new else { return change.path }
        switch (try current(old, change) != nil, try current(new, change) != nil) {
        case (true, false): return old
        case (false, true): return new
        case (true, true): throw stop(change, .ambiguousName(old, new))
        case (false, false): throw stop(change, .fileMissing)
        }
    }

    /// A patch that states no mode means a regular file: the text of a link is changed only by one that says so.
    func checkType(_ found: FileMode, _ change: FileChange) throws {
        if let wanted = change.newMode, !wanted.isAlike(found) {
            throw stop(change, .wrongType(expected: wanted, found: found))
        }
        if let stated = change.oldMode {
            if stated.isAlike(found) { return }
            throw stop(change, .wrongType(expected: stated, found: found))
        }
        guard found.isAlike(.regular) || change.hunks.isEmpty else {
            throw stop(change, .wrongType(expected: nil, found: found))
        }
    }

    func content(_ old: [UInt8], _ change: FileChange) throws -> ([UInt8], [HunkPlacement]) {
        switch change.content {
        case .text(let hunks):
            switch hunks.apply(to: old, options: options) {
            case .applied(let bytes, let placements): return (bytes, placements)
            case .failed(let failure): throw stop(change, .hunk(failure))
            }
        case .binary(let binary):
            try checkBlob(old, change.oldBlob, change)
            guard let bytes = binary.apply(to: old) else { throw stop(change, .badBinaryData) }
            try checkBlob(bytes, change.newBlob, change)
            return (bytes, [])
        }
    }

    /// A binary change has no context; what it fits is told by the full ids of its `index` line.
    private func checkBlob(_ bytes: [UInt8], _ id: String?, _ change: FileChange) throws {
        guard let id, id.count == 40 else { throw stop(change, .binaryWithoutIndex) }
        if bytes.isEmpty, id.allSatisfy({ $0 == "0" }) { return }
        guard try base.blobID(of: bytes) == id.lowercased() else { throw stop(change, .contentDiffers) }
    }
}

extension PatchFailure.Reason {
    /// No file can be where something else than a folder is on the way to it.
    static func blocked(by obstacle: TreePath, _ mode: FileMode) -> Self {
        switch mode {
        case .symbolicLink: .throughLink(obstacle)
        case .submodule: .insideSubmodule(obstacle)
        case .regular, .executable: .underFile(obstacle)
        }
    }
}

extension FileChange {
    /// Whether the file may be missing: a plain diff does not say that a file is new other than by having no old lines.
    var mayCreate: Bool {
        !isGit && hunks.count == 1 && hunks[0].oldCount == 0 && hunks[0].oldStart == 0
    }
}
