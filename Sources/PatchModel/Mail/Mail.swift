/// One mail, or one patch file with text above its diff, taken apart.
struct Mail: Sendable {
    /// As it stood, without the `From ` line of a mailbox.
    let source: Bytes
    /// Where it begins.
    let location: SourceLocation
    /// False for a diff with plain text, or nothing, above it.
    let isMail: Bool
    /// Whether git format-patch wrote it, and nothing came between.
    let isFormatPatch: Bool
    /// Whether Debian's fields stand at its top.
    let hasDebianFields: Bool
    /// The patch's name, where the mail or its file has one.
    var name: PatchName?
    let subject: SubjectLine
    var header: PatchHeader
    let messageID: [UInt8]?
    /// What follows the message, from `---` or the diff's first line on.
    let diff: MailText
    /// Whether the diff came through `format=flowed`.
    let isFlowed: Bool
    let notice: MMNotice?
    /// Patches that a mail of the -mm tree lists.
    let pending: [PatchName]
    let notes: [SourceNote]

    /// Whether it is a patch that is to change nothing: as git format-patch --always writes it, or with the `---` that
    /// stands above a diff, and then no more.
    var isEmptyPatch: Bool {
        if diff.bytes.isEmpty { return isFormatPatch }
        var cursor = diff.start
        guard let first = cursor.next(), MessageReader.isSeparator(first) else { return false }
        return cursor.rest.allSatisfy(ASCII.isSpace)
    }

    /// Whether there is anything that could be applied.
    var hasDiff: Bool { diff.hasDiff }

    /// The diff, read.
    /// - Parameter strip: leading components of the paths that go.
    /// - Throws: `PatchError.malformed` with the line in the mail's file; where the mail is flowed, that this is the
    ///   cause.
    func changes(strip: Int, allowing allowed: PatchPolicy = []) throws(PatchError) -> [FileChange] {
        let start = diff.start
        var reader = DiffReader(start.bytes, file: location.file, strip: strip, lineNumber: start.lineNumber)
        reader.allowed = allowed
        do {
            let changes = try reader.read()
            try refuseDiffInMessage(changes)
            return diff.isDecoded ? changes.map(placed) : changes
        } catch {
            guard case .malformed(let place, let problem) = error else { throw error }
            let line = diff.fileLine(place.line)
            throw .malformed(
                SourceLocation(file: place.file, line: line, hunk: place.hunk),
                isFlowed ? .source(.damagedByFlowedFormat(problem)) : problem)
        }
    }

    /// A `---` between two changes ends a message; so what stands above it was meant as text, or was made to look so.
    private func refuseDiffInMessage(_ changes: [FileChange]) throws(PatchError) {
        guard changes.count > 1 else { return }
        var cursor = diff.start
        for (change, next) in zip(changes, changes.dropFirst()) {
            // Where the last hunk ends at the earliest: the lines that say that a newline is missing are not counted.
            let end = change.hunks.last.map { $0.sourceLine + $0.lines.count } ?? change.sourceLine
            while cursor.lineNumber < next.sourceLine, let line = cursor.peek() {
                if cursor.lineNumber > end, MessageReader.isSeparator(line),
                    cursor.peekSecond()?.hasPrefix("\\ ") == false
                {
                    let location = SourceLocation(file: location.file, line: cursor.lineNumber)
                    throw .malformed(location, .source(.diffInMessage))
                }
                cursor.next()
            }
        }
    }

    /// With the file's line numbers in place of the decoded text's.
    private func placed(_ change: FileChange) -> FileChange {
        var change = change
        change.sourceLine = diff.fileLine(change.sourceLine)
        if case .text(let hunks) = change.content {
            change.content = .text(
                hunks.map { hunk in
                    Hunk(
                        oldStart: hunk.oldStart, oldCount: hunk.oldCount, newStart: hunk.newStart,
                        newCount: hunk.newCount, lines: hunk.lines, section: hunk.section,
                        sourceLine: diff.fileLine(hunk.sourceLine))
                })
        }
        return change
    }
}
