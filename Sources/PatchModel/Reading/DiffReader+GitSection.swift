extension DiffReader {
    /// Reads a section that begins with `diff --git`.
    mutating func readGitSection() throws(PatchError) {
        let sourceLine = cursor.lineNumber
        var header = GitHeader(sourceLine: sourceLine)
        header.defaultPath = try pathBothNamesShare(cursor.next() ?? [], line: sourceLine)
        try readExtendedHeaders(&header)
        var content = FileChange.Content.text([])
        if let line = cursor.peek(), isPlainHeader(line) {
            try readFileLines(&header)
            // Some programs write these lines of an empty file too.
            content = .text(try readHunks())
        } else if let line = cursor.peek(), line.hasPrefix("GIT binary patch") {
            content = .binary(try readBinary())
        } else if let line = cursor.peek(), line.hasPrefix("Binary files ") {
            throw error(.binaryWithoutData(line.withoutLineEnd.excerpt))
        } else if let line = cursor.peek(), line.hasPrefix("@@ -") {
            throw error(.noFileName)
        }
        changes.append(try change(header, content))
    }

    /// The path in `diff --git a/X b/X`; nil when the two names differ, as in a rename, where other lines give them.
    private func pathBothNamesShare(_ line: Bytes, line number: Int) throws(PatchError) -> TreePath? {
        let text = line.dropFirst("diff --git ".utf8.count).withoutLineEnd
        if text.contains(0) { throw error(.unsafePath(text.excerpt, .nul), line: number) }
        if text.contains(ASCII.quote) {
            guard let (old, new) = Self.quotedPair(text) else { throw error(.badQuoting(text.excerpt), line: number) }
            return try pathShared(old, new, line: number)
        }
        guard let blank = blankBetweenNames(text) else { return nil }
        return try stripped(text[..<blank], strip: strip, line: number)
    }

    /// Without quotes a name may hold blanks. The one between the names is the one with the same path on both sides,
    /// once their prefixes are gone; at most one blank makes the paths equally long, since both that of the left grows
    /// and that of the right shrinks from blank to blank.
    private func blankBetweenNames(_ text: Bytes) -> Int? {
        guard let left = Self.afterPrefix(text, strip) else { return nil }
        let slashes = text.indices.filter { text[$0] == ASCII.slash }
        var passed = 0
        for blank in left.indices where text[blank] == ASCII.space {
            while passed < slashes.count, slashes[passed] < blank { passed += 1 }
            guard strip == 0 || passed + strip <= slashes.count else { return nil }
            let right = strip == 0 ? blank + 1 : slashes[passed + strip - 1] + 1
            guard blank - left.startIndex == text.endIndex - right else { continue }
            return text[left.startIndex..<blank] == text[right...] ? blank : nil
        }
        return nil
    }

    private func pathShared(_ old: [UInt8], _ new: [UInt8], line: Int) throws(PatchError) -> TreePath? {
        guard Self.afterPrefix(old[...], strip) == Self.afterPrefix(new[...], strip) else { return nil }
        return try stripped(old, strip: strip, line: line)
    }

    private static func afterPrefix(_ name: Bytes, _ strip: Int) -> Bytes? {
        var rest = name
        for _ in 0..<strip {
            guard let slash = rest.firstIndex(of: ASCII.slash) else { return nil }
            rest = rest[(slash + 1)...]
        }
        return rest
    }

    /// Two names of which at least one is quoted.
    private static func quotedPair(_ text: Bytes) -> ([UInt8], [UInt8])? {
        let (first, rest): ([UInt8], Bytes)
        if let quoted = QuotedName.read(text) {
            guard quoted.rest.first == ASCII.space else { return nil }
            (first, rest) = (quoted.name, quoted.rest.dropFirst())
        } else {
            guard let space = text.firstIndex(of: ASCII.space), text.first != ASCII.quote else { return nil }
            (first, rest) = (Array(text[..<space]), text[(space + 1)...])
        }
        guard rest.first == ASCII.quote else { return (first, Array(rest)) }
        guard let second = QuotedName.read(rest), second.rest.isEmpty else { return nil }
        return (first, second.name)
    }

    private mutating func readExtendedHeaders(_ header: inout GitHeader) throws(PatchError) {
        while let line = cursor.peek(), let (keyword, value) = GitHeader.Keyword.split(line) {
            let number = cursor.lineNumber
            switch keyword {
            case .oldMode: header.oldMode = try mode(value)
            case .newMode: header.newMode = try mode(value)
            case .newFile: (header.isNew, header.newMode) = (true, try mode(value))
            case .deletedFile: (header.isDeleted, header.oldMode) = (true, try mode(value))
            case .renameFrom, .copyFrom:
                let path = try stripped(try name(in: value, line: number), strip: max(0, strip - 1), line: number)
                if keyword == .renameFrom { header.renameFrom = path } else { header.copyFrom = path }
            case .renameTo, .copyTo:
                let path = try stripped(try name(in: value, line: number), strip: max(0, strip - 1), line: number)
                if keyword == .renameTo { header.renameTo = path } else { header.copyTo = path }
            case .index: try readIndexLine(value, &header)
            case .similarity, .dissimilarity: break
            }
            cursor.next()
        }
    }

    /// `old..new[ mode]`
    private func readIndexLine(_ value: Bytes, _ header: inout GitHeader) throws(PatchError) {
        let words = value.withoutLineEnd.split(separator: ASCII.space)
        if words.count > 1 { header.indexMode = try mode(words[1]) }
        let ids = (words.first ?? []).text.split(separator: ".", omittingEmptySubsequences: false)
        guard ids.count == 3, ids[1].isEmpty else { return }
        header.oldBlob = String(ids[0])
        header.newBlob = String(ids[2])
    }

    private func mode(_ text: Bytes) throws(PatchError) -> FileMode {
        let digits = text.trimmed
        guard digits.count == 6, let value = UInt32(digits.text, radix: 8) else {
            throw error(.badMode(digits.excerpt))
        }
        guard let mode = FileMode(rawValue: value) else { throw error(.badMode(digits.excerpt)) }
        return mode
    }

    private mutating func readFileLines(_ header: inout GitHeader) throws(PatchError) {
        header.oldFile = try fileLine()
        header.newFile = try fileLine()
    }

    private mutating func fileLine() throws(PatchError) -> GitHeader.Side {
        let number = cursor.lineNumber
        let name = try name(in: (cursor.next() ?? []).dropFirst(4), line: number)
        return name.elementsEqual("/dev/null".utf8) ? .none : .path(try stripped(name, strip: strip, line: number))
    }
}
