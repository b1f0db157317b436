/// Reads what stands above a diff: a mail's headers and message as `git format-patch` writes them, or plain text.
struct HeaderReader {
    let name: PatchName
    let file: String

    /// - Returns: the header, and where the diff begins.
    func read(_ bytes: Bytes) throws(PatchError) -> (header: PatchHeader, diff: LineCursor) {
        var cursor = LineCursor(bytes)
        var fields = MailFields()
        if Self.beginsMail(cursor.peek() ?? []) { fields = try readFields(&cursor) }
        var message: [Bytes] = []
        while let line = cursor.peek(), !Self.beginsDiff(line) {
            message.append(line)
            cursor.next()
        }
        return (header(fields, message: &message), cursor)
    }

    /// `From ` of a mailbox, or one of the fields that mails and quilt headers begin with. Any other `word: ` may be a subject.
    private static func beginsMail(_ line: Bytes) -> Bool {
        if line.hasPrefix("From ") { return true }
        guard let field = MailFields.field(line) else { return false }
        let known = [
            "from", "subject", "date", "to", "cc", "message-id", "mime-version", "received", "return-path", "sender",
            "delivered-to", "reply-to", "in-reply-to", "references",
        ]
        return known.contains(field.key) || field.key.hasPrefix("x-") || field.key.hasPrefix("content-")
            || field.key.hasPrefix("list-")
    }

    /// Where the message ends, by the rule of git-mailinfo: a diff's first line, or three minus signs.
    private static func beginsDiff(_ line: Bytes) -> Bool {
        if line.hasPrefix("diff -") || line.hasPrefix("Index: ") { return true }
        guard line.hasPrefix("---") else { return false }
        if line.hasPrefix("--- "), let byte = line.dropFirst(4).first { return !ASCII.isSpace(byte) }
        return line.trimmedEnd.count == 3
    }

    private func readFields(_ cursor: inout LineCursor) throws(PatchError) -> MailFields {
        var fields = MailFields()
        if cursor.peek()?.hasPrefix("From ") == true { cursor.next() }
        while let line = cursor.peek() {
            if line.contains(0) { throw .malformed(SourceLocation(file: file, line: cursor.lineNumber), .nulInHeader) }
            if line.trimmedEnd.isEmpty {
                cursor.next()
                break
            }
            guard fields.take(line) else { break }
            cursor.next()
        }
        return fields
    }

    private func header(_ fields: MailFields, message: inout [Bytes]) -> PatchHeader {
        var fields = fields
        fields.takeInBody(&message)
        var lines = Self.cleaned(message)
        let subject: SubjectLine
        if let value = fields.decoded("subject") {
            subject = SubjectLine(value)
        } else if lines.isEmpty {
            subject = SubjectLine(name.text)
        } else {
            subject = SubjectLine(lines.removeFirst())
        }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        return PatchHeader(
            author: fields.decoded("from").map(Person.init(address:)),
            date: fields.decoded("date").flatMap(MailDate.parse),
            subject: subject.text.isEmpty ? name.text : subject.text, body: lines.joined(separator: "\n"),
            position: subject.position)
    }

    /// Lines without blanks at their ends; of blank ones in a row one stays, and none at the ends (git-stripspace).
    private static func cleaned(_ message: [Bytes]) -> [String] {
        var lines: [String] = []
        for line in message.map({ $0.trimmedEnd.text }) where !(line.isEmpty && lines.last?.isEmpty != false) {
            lines.append(line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
