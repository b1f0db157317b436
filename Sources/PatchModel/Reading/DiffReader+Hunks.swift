extension DiffReader {
    /// The hunks that follow, up to the first line that does not begin one.
    mutating func readHunks() throws(PatchError) -> [Hunk] {
        var hunks: [Hunk] = []
        defer { hunk = nil }
        while let line = cursor.peek(), line.hasPrefix("@@ -") {
            hunk = hunks.count + 1
            hunks.append(try readHunk())
        }
        return hunks
    }

    private mutating func readHunk() throws(PatchError) -> Hunk {
        let sourceLine = cursor.lineNumber
        let header = try hunkHeader(cursor.peek() ?? [])
        cursor.next()
        var body = HunkBody(oldLeft: header.old.count, newLeft: header.new.count, text: cursor.rest)
        while !body.isComplete {
            guard let line = cursor.peek() else { throw tooShort(body, line: sourceLine) }
            if line.hasPrefix("\\ ") {
                guard body.markNoNewline() else { throw error(.misplacedNoNewline) }
            } else if let problem = body.add(line) {
                throw problem == .endsEarly
                    ? tooShort(body, line: cursor.lineNumber) : error(problem.malformation(line))
            }
            cursor.next()
        }
        if cursor.peek()?.hasPrefix("\\ ") == true {
            guard body.markNoNewline() else { throw error(.misplacedNoNewline) }
            cursor.next()
        }
        try refuseSurplus()
        try refuseBidirectionalText(in: body.lines, line: sourceLine)
        guard body.hasChange else { throw error(.hunkWithoutChange, line: sourceLine) }
        return Hunk(
            oldStart: header.old.start, oldCount: header.old.count, newStart: header.new.start,
            newCount: header.new.count, lines: body.lines.trimmed, section: header.section, sourceLine: sourceLine)
    }

    /// A stranger's line must be what a reviewer sees; what the file has already is not the patch's doing.
    private func refuseBidirectionalText(in lines: HunkLines, line: Int) throws(PatchError) {
        guard !allowed.contains(.bidirectionalText) else { return }
        for added in lines where added.kind == .added && BidirectionalText.isPresent(in: added.text) {
            throw error(.bidirectionalText(added.text.withoutLineEnd.printable), line: line)
        }
    }

    private func tooShort(_ body: HunkBody, line: Int) -> PatchError {
        error(.hunkTooShort(missingOld: body.oldLeft, missingNew: body.newLeft), line: line)
    }

    /// A hunk's line after the stated number of them would be dropped in silence. A mail's signature, and the header of
    /// the next file, begin with a minus as well.
    private func refuseSurplus() throws(PatchError) {
        guard let line = cursor.peek(), let first = line.first else { return }
        let text = line.trimmedEnd
        let isSurplus =
            switch first {
            case UInt8(ascii: "+"), ASCII.space: !text.isEmpty
            case UInt8(ascii: "-"): !isPlainHeader(line) && !text.equals("--") && !text.equals("---")
            case ASCII.backslash: line.hasPrefix("\\ ")
            default: false
            }
        if isSurplus { throw error(.hunkTooLong(line.withoutLineEnd.excerpt)) }
    }

    /// `@@ -start[,count] +start[,count] @@[ section]`
    private func hunkHeader(_ line: Bytes) throws(PatchError) -> (old: LineRange, new: LineRange, section: Bytes) {
        let text = line.withoutLineEnd
        guard let (old, afterOld) = try lineRange(text.dropFirst("@@ -".utf8.count)), afterOld.hasPrefix(" +"),
            let (new, afterNew) = try lineRange(afterOld.dropFirst(2)), afterNew.hasPrefix(" @@")
        else { throw error(.badHunkHeader(text.excerpt)) }
        let section = afterNew.dropFirst(3)
        return (old, new, section.first == ASCII.space ? section.dropFirst() : section)
    }

    typealias LineRange = (start: Int, count: Int)

    /// Beyond this even a stale line number is none.
    private static let lastLine = 1 << 53

    /// - Throws: `numberTooLarge` for what no hunk of ours can have: more than 2^31 - 1 lines.
    private func lineRange(_ text: Bytes) throws(PatchError) -> (LineRange, rest: Bytes)? {
        guard let (start, rest) = try lineNumber(text, upTo: Self.lastLine) else { return nil }
        guard rest.first == UInt8(ascii: ",") else { return ((start, 1), rest) }
        guard let (count, end) = try lineNumber(rest.dropFirst(), upTo: Int(Int32.max)) else { return nil }
        guard count == 0 || start > 0 else { return nil }
        return ((start, count), end)
    }

    private func lineNumber(_ text: Bytes, upTo limit: Int) throws(PatchError) -> (Int, rest: Bytes)? {
        guard text.first.map(ASCII.isDigit) == true else { return nil }
        guard let (value, rest) = text.leadingNumber, value <= limit else {
            throw error(.numberTooLarge(text.prefix(while: ASCII.isDigit).excerpt))
        }
        return (value, rest)
    }
}

/// The lines of a hunk as they come, checked against the counts of its header.
private struct HunkBody {
    enum Problem {
        case endsEarly, notAHunkLine, afterLastLine

        func malformation(_ line: Bytes) -> Malformation {
            switch self {
            case .afterLastLine: .misplacedNoNewline
            case .endsEarly, .notAHunkLine: .badHunkLine(line.withoutLineEnd.excerpt)
            }
        }
    }

    var oldLeft: Int
    var newLeft: Int
    var lines: HunkLines
    /// Sides whose last line, without a newline, has been seen.
    var oldEnded = false
    var newEnded = false

    /// - Parameter text: what is left to read.
    init(oldLeft: Int, newLeft: Int, text: Bytes) {
        self.oldLeft = oldLeft
        self.newLeft = newLeft
        // No line takes less than a byte, whatever the header states.
        lines = HunkLines(in: text, room: min(oldLeft + newLeft, text.count))
    }

    var isComplete: Bool { oldLeft == 0 && newLeft == 0 }
    var hasChange: Bool { lines.contains { $0.kind != .context } }

    /// Adds one line with its sign. A context line that is empty may have lost its blank on the way.
    mutating func add(_ line: Bytes) -> Problem? {
        let kind: Hunk.Line.Kind
        let text: Bytes
        switch line.first {
        case ASCII.space: (kind, text) = (.context, line.dropFirst())
        case UInt8(ascii: "-"): (kind, text) = (.removed, line.dropFirst())
        case UInt8(ascii: "+"): (kind, text) = (.added, line.dropFirst())
        case ASCII.newline: (kind, text) = (.context, line)
        case ASCII.carriageReturn where line.count <= 2: (kind, text) = (.context, line)
        default: return line.hasPrefix("diff ") || line.hasPrefix("@@ -") ? .endsEarly : .notAHunkLine
        }
        let isOld = kind != .added
        let isNew = kind != .removed
        if (isOld && oldEnded) || (isNew && newEnded) { return .afterLastLine }
        guard (!isOld || oldLeft > 0) && (!isNew || newLeft > 0) else { return .endsEarly }
        oldLeft -= isOld ? 1 : 0
        newLeft -= isNew ? 1 : 0
        // A patch file that was cut in the middle of its last line ends without a newline.
        guard text.last == ASCII.newline else { return .endsEarly }
        lines.append(kind, text)
        return nil
    }

    /// Takes the newline off the last line; false where that line cannot be its side's last.
    mutating func markNoNewline() -> Bool {
        guard let last = lines.last, last.text.last == ASCII.newline else { return false }
        let isOld = last.kind != .added
        let isNew = last.kind != .removed
        guard (!isOld || oldLeft == 0) && (!isNew || newLeft == 0) else { return false }
        oldEnded = oldEnded || isOld
        newEnded = newEnded || isNew
        lines.shortenLast()
        return true
    }
}
