extension DiffReader {
    /// Reads a section that begins with `---` and `+++`.
    /// - Returns: whether hunks followed; a header alone changes nothing.
    mutating func readPlainSection() throws(PatchError) -> Bool {
        let sourceLine = cursor.lineNumber
        let old = try plainSide()
        let new = try plainSide()
        guard cursor.peek()?.hasPrefix("@@ -") == true else { return false }
        let (kind, oldPath, newPath) = try plainPaths(old, new, line: sourceLine)
        var change = FileChange(
            kind: kind, oldPath: oldPath, newPath: newPath, content: .text(try readHunks()), isGit: false,
            sourceLine: sourceLine)
        if kind != .create { change.spellings = spellings(old, new) }
        try checkHunks(of: change)
        changes.append(change)
        return true
    }

    private struct PlainSide {
        let name: PlainName
        /// Named `/dev/null`, or with the epoch as its time.
        let isAbsent: Bool
        let line: Int

        var isNull: Bool { name.likely.elementsEqual("/dev/null".utf8) }
    }

    private mutating func plainSide() throws(PatchError) -> PlainSide {
        let number = cursor.lineNumber
        let text = (cursor.next() ?? []).dropFirst(4).withoutLineEnd
        let name =
            text.first == ASCII.quote
            ? PlainName(quoted: try self.name(in: text, line: number), rest: QuotedName.read(text)?.rest ?? [])
            : try plainName(text, line: number)
        let isAbsent = name.likely.elementsEqual("/dev/null".utf8) || Timestamp.isEpoch(name.stamp)
        return PlainSide(name: name, isAbsent: isAbsent, line: number)
    }

    private func plainName(_ text: Bytes, line: Int) throws(PatchError) -> PlainName {
        if text.contains(0) { throw error(.unsafePath(text.excerpt, .nul), line: line) }
        return PlainName(text)
    }

    private func plainPaths(
        _ old: PlainSide, _ new: PlainSide, line: Int
    ) throws(PatchError) -> (FileChange.Kind, TreePath?, TreePath?) {
        if old.isNull, new.isNull { throw error(.noFileName, line: line) }
        if old.isNull { return (.create, nil, try path(new, new.name.likely)) }
        if new.isNull { return (.delete, try path(old, old.name.likely), nil) }
        let (oldPath, newPath) = try pair(old, new)
        let hunk = cursor.peek() ?? []
        if old.isAbsent, hunk.hasPrefix("@@ -0,0 ") { return (.create, nil, newPath) }
        if new.isAbsent, hunk.text.contains(" +0,0 @@") { return (.delete, oldPath, nil) }
        return (.modify, oldPath, newPath)
    }

    private func path(_ side: PlainSide, _ name: Bytes) throws(PatchError) -> TreePath {
        try strippedPlain(name, line: side.line)
    }

    /// The likely paths of both sides. Where one cannot be used, the other stands for both, as in GNU patch.
    private func pair(_ old: PlainSide, _ new: PlainSide) throws(PatchError) -> (TreePath, TreePath) {
        let oldPath: TreePath
        do throws(PatchError) { oldPath = try path(old, old.name.likely) } catch {
            guard error.isOfUnusableName, let only = try? path(new, new.name.likely) else { throw error }
            return (only, only)
        }
        do throws(PatchError) {
            return Self.withoutBackupEnding(oldPath, try path(new, new.name.likely))
        } catch {
            guard error.isOfUnusableName else { throw error }
            return (oldPath, oldPath)
        }
    }

    /// What the names may be in the order in which they are tried; empty where there is one way to read them.
    private func spellings(_ old: PlainSide, _ new: PlainSide) -> [FileChange.Names] {
        guard old.name.isUnclear || new.name.isUnclear else { return [] }
        let oldNames = old.isNull ? new.name : old.name
        let newNames = new.isNull ? old.name : new.name
        let read = [(oldNames.whole, newNames.whole), (oldNames.firstWord, newNames.firstWord)].compactMap {
            left, right in
            let paths = (try? path(old, left), try? path(new, right))
            return (paths.0 ?? paths.1).map { (paths.0 ?? $0, paths.1 ?? $0) }
        }
        return read.map(Self.withoutBackupEnding).map { FileChange.Names(old: $0, new: $1) }
    }

    /// The old name of `f.orig` and `f`, or `f~name` and `f`, is `f`.
    private static func withoutBackupEnding(_ old: TreePath, _ new: TreePath) -> (TreePath, TreePath) {
        guard old.bytes.starts(with: new.bytes) else { return (old, new) }
        let ending = old.bytes.dropFirst(new.bytes.count)
        return ending.equals(".orig") || ending.first == UInt8(ascii: "~") ? (new, new) : (old, new)
    }
}

extension PatchError {
    /// Whether no file of a tree can have the name: the other one of a plain diff is meant then. A name that hides
    /// something is refused all the same.
    fileprivate var isOfUnusableName: Bool {
        switch self {
        case .malformed(_, .unsafePath(_, let problem)):
            [.empty, .absolute, .leavesTree, .emptyComponent, .tooLong].contains(problem)
        case .malformed(_, .nothingLeftAfterStrip): true
        default: false
        }
    }
}
