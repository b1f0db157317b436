/// A patch's file taken apart, so that parts of its diff can be replaced and every other byte stays.
public struct PatchFile: Sendable {
    public struct Section: Sendable {
        public let change: FileChange
        public let text: Bytes
    }

    /// Up to the first section: mail header, message, diffstat.
    public let head: Bytes
    public let sections: [Section]
    /// What follows the last section: a mail's signature.
    public let tail: Bytes

    /// Nil where the diff does not stand in the file as it is, as in an encoded mail, or stands for its reverse.
    public init?(_ patch: Patch) {
        let (text, diff) = (patch.source.text, patch.source.diff)
        guard !patch.source.isReversed, text.startIndex <= diff.startIndex, diff.endIndex <= text.endIndex,
            text[diff.startIndex..<diff.endIndex] == diff
        else { return nil }
        let lines = Lines(text)
        guard let last = patch.changes.last else {
            let end = lines.signature
            (head, sections, tail) = (lines.text(..<end), [], lines.text(end...))
            return
        }
        guard let starts = lines.starts(of: patch.changes) else { return nil }
        let end = lines.end(of: last)
        head = lines.text(..<starts[0])
        sections = zip(patch.changes, zip(starts, starts.dropFirst() + [end])).map { change, range in
            Section(change: change, text: lines.text(range.0..<range.1))
        }
        tail = lines.text(end...)
    }

    /// The file with other sections.
    ///
    /// Without any, nothing stands below the `---` but a blank line: it is a patch that is to change nothing.
    public func text(with sections: [Bytes]) -> [UInt8] {
        guard !sections.isEmpty else { return Self.withoutDiff(head) }
        var text = Array(head)
        if let last = text.last, last != ASCII.newline, !sections.isEmpty { text.append(ASCII.newline) }
        return text + sections.flatMap(\.self) + tail
    }

    static func withoutDiff(_ head: some Collection<UInt8>) -> [UInt8] {
        let head = Array(head)
        var cursor = LineCursor(head[...])
        while let line = cursor.peek(), !MessageReader.isSeparator(line) { cursor.next() }
        let message = head[..<cursor.position]
        let end: [UInt8] = message.last.map { $0 == ASCII.newline } ?? true ? [] : [ASCII.newline]
        return message + end + Array("---\n\n".utf8)
    }
}

/// The lines of a patch's file, by 0-based number.
private struct Lines {
    private let bytes: Bytes
    private let offsets: [Int]

    init(_ bytes: Bytes) {
        self.bytes = bytes
        var offsets = [bytes.startIndex]
        var cursor = LineCursor(bytes)
        while let line = cursor.next() { offsets.append(line.endIndex) }
        self.offsets = offsets
    }

    private var count: Int { offsets.count - 1 }

    private subscript(line: Int) -> Bytes { bytes[offsets[line]..<offsets[line + 1]] }

    func text(_ lines: some RangeExpression<Int>) -> Bytes {
        let range = lines.relative(to: 0..<count)
        return bytes[offsets[range.lowerBound]..<offsets[max(range.lowerBound, range.upperBound)]]
    }

    /// The first line of each section; nil where the changes' lines are not those of this text.
    func starts(of changes: [FileChange]) -> [Int]? {
        var starts: [Int] = []
        for change in changes {
            var line = change.sourceLine - 1
            guard (starts.last ?? -1) < line, line < count else { return nil }
            guard self[line].hasPrefix("diff --git ") || self[line].hasPrefix("--- ") else { return nil }
            // A plain section may have lines of diff(1) or CVS above it.
            while !change.isGit, line > (starts.last ?? -1) + 1, isPreamble(line - 1) { line -= 1 }
            starts.append(line)
        }
        return starts
    }

    private func isPreamble(_ line: Int) -> Bool {
        let text = self[line]
        return text.hasPrefix("Index: ") || text.hasPrefix("diff ") || text.hasPrefix("=========")
    }

    /// The line after a section that no other follows.
    func end(of change: FileChange) -> Int {
        var line = change.sourceLine - 1
        if let hunk = change.hunks.last {
            // A remark on a missing newline is no line of the hunk's.
            line = hunk.sourceLine
            var left = hunk.lines.count
            while line < count, left > 0 || self[line].hasPrefix("\\ ") {
                if !self[line].hasPrefix("\\ ") { left -= 1 }
                line += 1
            }
            return line
        }
        while line < count, !isSignature(line) { line += 1 }
        return line
    }

    private func isSignature(_ line: Int) -> Bool {
        let text = self[line].withoutLineEnd
        return text.equals("-- ") || text.equals("--")
    }

    /// The line of a mail's signature, or the end.
    var signature: Int { (0..<count).first(where: isSignature) ?? count }
}

extension Patch {
    /// What stands below its diff, and of one without a diff its message.
    public var textBelow: String {
        guard let file = PatchFile(self), !file.sections.isEmpty else { return header.body }
        return file.tail.text
    }
}
