extension DiffReader {
    /// Reads a section that begins with `---` and `+++`.
    /// - Returns: whether hunks followed; a header alone changes nothing.
    mutating func readPlainSection() throws(PatchError) -> Bool {
        let sourceLine = cursor.lineNumber
        let old = try plainSide()
        let new = try plainSide()
        guard cursor.peek()?.hasPrefix("@@ -") == true else { return false }
        let (kind, oldPath, newPath) = try plainPaths(old, new, line: sourceLine)
        let change = FileChange(
            kind: kind, oldPath: oldPath, newPath: newPath, content: .text(try readHunks()), isGit: false,
            sourceLine: sourceLine)
        try checkHunks(of: change)
        changes.append(change)
        return true
    }

    private struct PlainSide {
        let name: [UInt8]
        /// Named `/dev/null`, or with the epoch as its time.
        let isAbsent: Bool
        let line: Int

        var isNull: Bool { name.elementsEqual("/dev/null".utf8) }
    }

    private mutating func plainSide() throws(PatchError) -> PlainSide {
        let number = cursor.lineNumber
        let text = (cursor.next() ?? []).dropFirst(4)
        let name = try name(in: text, line: number)
        let isAbsent =
            name.elementsEqual("/dev/null".utf8) || Timestamp.isEpoch(Timestamp.split(text.withoutLineEnd).stamp)
        return PlainSide(name: name, isAbsent: isAbsent, line: number)
    }

    private func plainPaths(
        _ old: PlainSide, _ new: PlainSide, line: Int
    ) throws(PatchError) -> (FileChange.Kind, TreePath?, TreePath?) {
        let oldPath = old.isNull ? nil : try stripped(old.name, strip: strip, line: old.line)
        let newPath = new.isNull ? nil : try stripped(new.name, strip: strip, line: new.line)
        switch (oldPath, newPath) {
        case (nil, nil): throw error(.noFileName, line: line)
        case (nil, let path): return (.create, nil, path)
        case (let path, nil): return (.delete, path, nil)
        case (let oldPath?, let newPath?):
            let (oldPath, newPath) = Self.withoutBackupEnding(oldPath, newPath)
            let hunk = cursor.peek() ?? []
            if old.isAbsent, hunk.hasPrefix("@@ -0,0 ") { return (.create, nil, newPath) }
            if new.isAbsent, hunk.text.contains(" +0,0 @@") { return (.delete, oldPath, nil) }
            return (.modify, oldPath, newPath)
        }
    }

    /// The old name of `f.orig` and `f`, or `f~name` and `f`, is `f`.
    private static func withoutBackupEnding(_ old: TreePath, _ new: TreePath) -> (TreePath, TreePath) {
        guard old.bytes.starts(with: new.bytes) else { return (old, new) }
        let ending = old.bytes.dropFirst(new.bytes.count)
        return ending.equals(".orig") || ending.first == UInt8(ascii: "~") ? (new, new) : (old, new)
    }
}
