/// Reads one mail, or a patch file that has plain text, or nothing, above its diff.
struct MailReader {
    /// The file's name, for errors.
    let file: String
    /// Whether the file is a patch of a quilt folder: its bytes are what quilt applies, in whatever encoding its fields
    /// say that they are.
    var isPatchFile = false

    /// - Throws: `PatchError.malformed`: a NUL in a header; an encoding or a charset that is not known or not kept.
    func read(_ message: MailMessage) throws(PatchError) -> Mail {
        let bytes = Self.withoutTransportLineEnds(message.bytes)
        let whole = MailText(bytes, line: message.line)
        var cursor = whole.start
        var fields = MailFields()
        let isMail = message.isSeparated || MailFields.beginMail(cursor.peek() ?? [])
        let hasFields = isMail || DebianFields.begin(cursor.peek() ?? [])
        if hasFields {
            fields = try MailFields.read(&cursor, file: file) { $0 }
        } else if let heading = PatchHeading(whole) {
            (fields, cursor) = (heading.fields, heading.end)
        }
        let debian =
            hasFields && !message.isSeparated ? DebianFields(whole.section(from: whole.start, to: cursor)) : nil
        var parts = MailParts(file: file, takesBytes: isPatchFile)
        try parts.take(whole.section(from: cursor), fields: fields)
        var reader = MessageReader()
        var diff = try readMessage(parts.parts, into: &reader)
        if !isMail { try refuseIndentedDiff(whole, before: diff) }
        var pending: [PatchName] = []
        if reader.notice != nil { (diff, pending) = MMNotice.split(diff) }
        let location = SourceLocation(file: file, line: message.line)
        let field = { (key: String) in reader.fields.values[key] ?? fields.values[key] }
        var (subject, header) = header(fields, reader, debian, field)
        if message.isFormatPatch, diff.bytes.isEmpty { header.body = Self.withoutSignature(header.body) }
        if header.subject.utf8.contains(0) { throw .malformed(location, .nulInHeader) }
        return Mail(
            source: message.bytes, location: location, isMail: isMail, isFormatPatch: message.isFormatPatch,
            hasDebianFields: debian != nil,
            name: reader.notice?.name, subject: subject,
            header: header, messageID: fields.values["message-id"], diff: diff,
            isFlowed: parts.parts.contains(where: \.isFlowed), notice: reader.notice, pending: pending,
            notes: notes(parts, reader, header, field, location))
    }

    /// A mail whose first line ends in CR LF has such ends throughout: they are the transport's. In any other a CR is
    /// the text's.
    private static func withoutTransportLineEnds(_ bytes: Bytes) -> Bytes {
        guard let end = bytes.firstIndex(of: ASCII.newline), end > bytes.startIndex,
            bytes[end - 1] == ASCII.carriageReturn, MailFields.field(bytes[..<end]) != nil
        else { return bytes }
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte == ASCII.newline, kept.last == ASCII.carriageReturn { kept.removeLast() }
            kept.append(byte)
        }
        return kept[...]
    }

    /// Feeds the text parts to the reader up to the diff.
    /// - Returns: the diff, which goes on through all parts that follow.
    private func readMessage(_ parts: [MailPart], into reader: inout MessageReader) throws(PatchError) -> MailText {
        for (index, part) in parts.enumerated() {
            var cursor = part.text.start
            while let line = cursor.peek() {
                guard reader.take(try inUTF8(line, part, number: cursor.lineNumber)) else {
                    return diff(part.text.section(from: cursor), parts[(index + 1)...])
                }
                cursor.next()
            }
        }
        return MailText([], line: 1)
    }

    /// A line of the message. A NUL would end the commit's message.
    private func inUTF8(_ line: Bytes, _ part: MailPart, number: Int) throws(PatchError) -> Bytes {
        let charset = part.charset ?? ""
        if line.contains(0) {
            throw .malformed(SourceLocation(file: file, line: part.text.fileLine(number)), .source(.nulInMessage))
        }
        guard let text = Charset.decode(line, charset: charset) else {
            throw .malformed(
                SourceLocation(file: file, line: part.text.fileLine(number)), .unknownCharset(charset))
        }
        return Array(text.utf8)[...]
    }

    private func diff(_ first: MailText, _ others: ArraySlice<MailPart>) -> MailText {
        guard !others.isEmpty else { return first }
        var builder = MailText.Builder()
        builder.append(first)
        for part in others { builder.append(part.text) }
        return builder.text
    }

    private func header(
        _ fields: MailFields, _ reader: MessageReader, _ debian: DebianFields?, _ field: (String) -> [UInt8]?
    ) -> (SubjectLine, PatchHeader) {
        var lines = reader.lines.withoutNeedlessBlanks
        var subject = SubjectLine(
            reader.fields.decoded("subject") ?? reader.notice?.title ?? fields.decoded("subject") ?? debian?.subject
                ?? "")
        if let debian {
            lines = (debian.lines + lines).withoutNeedlessBlanks
        } else if subject.text.isEmpty, !lines.isEmpty {
            subject = SubjectLine(lines.removeFirst(), tags: subject)
            lines = Array(lines.drop(while: \.isEmpty))
        }
        let header = PatchHeader(
            author: [reader.fields.values["from"], fields.values["from"], debian?.author].lazy
                .compactMap { $0.flatMap(Person.init(mailbox:)) }.first,
            date: field("date").flatMap(Self.date), subject: subject.text,
            body: lines.joined(separator: "\n"), position: subject.position)
        return (subject, header)
    }

    /// Without the version of git, which stands right below the message of a patch without a diff.
    private static func withoutSignature(_ body: String) -> String {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 2, lines[lines.count - 2] == "--" else { return body }
        return lines.dropLast(2).map(String.init).withoutNeedlessBlanks.joined(separator: "\n")
    }

    /// A date that git can keep in a commit: from 1970 to 2099.
    private static func date(_ field: [UInt8]) -> PatchDate? {
        guard let date = MailDate.parse(Charset.undeclared(field[...])), (0..<4_102_444_800).contains(date.seconds)
        else {
            return nil
        }
        return date
    }

    /// GNU patch takes the blanks that a whole diff is indented by as part of the mail, and would apply it.
    private func refuseIndentedDiff(_ text: MailText, before diff: MailText) throws(PatchError) {
        let end = diff.bytes.isEmpty ? text.bytes.endIndex : diff.bytes.startIndex
        var cursor = text.start
        while cursor.position < end, let line = cursor.peek() {
            let indentation = line.prefix { $0 == ASCII.space || $0 == ASCII.tab }
            if !indentation.isEmpty, line.dropFirst(indentation.count).hasPrefix("--- "),
                let next = cursor.peekSecond(), next.starts(with: indentation),
                next.dropFirst(indentation.count).hasPrefix("+++ ")
            {
                throw .malformed(SourceLocation(file: file, line: cursor.lineNumber), .source(.indentedDiff))
            }
            cursor.next()
        }
    }

    private func notes(
        _ parts: MailParts, _ reader: MessageReader, _ header: PatchHeader, _ field: (String) -> [UInt8]?,
        _ location: SourceLocation
    ) -> [SourceNote] {
        var kinds: [SourceNote.Kind] = reader.hasScissors ? [.cutAtScissors] : []
        if let date = field("date"), header.date == nil { kinds.append(.badDate(date.text)) }
        if let author = field("from"), header.author == nil { kinds.append(.badAuthor(author.text)) }
        return parts.ignored.map { type, line in
            SourceNote(location: SourceLocation(file: file, line: line), kind: .partIgnored(type: type))
        } + kinds.map { SourceNote(location: location, kind: $0) }
    }
}

extension MailFields {
    /// Whether a file's first line is one of the fields that mails begin with. Any other `word: ` may be a patch's
    /// subject.
    static func beginMail(_ line: Bytes) -> Bool {
        guard let field = field(line) else { return false }
        let known = [
            "from", "subject", "date", "to", "cc", "message-id", "mime-version", "return-path", "sender", "reply-to",
            "in-reply-to", "references", "user-agent", "precedence", "errors-to",
        ]
        let families = [
            "x-", "content-", "list-", "received", "delivered-", "envelope-", "resent-", "thread-", "dkim-", "arc-",
            "authentication-",
        ]
        return known.contains(field.key) || families.contains(where: field.key.hasPrefix)
    }
}
