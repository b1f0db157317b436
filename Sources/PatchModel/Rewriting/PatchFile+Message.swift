extension PatchFile {
    /// The file with another message and, where the draft has one, another diff. Every other byte stays: fields, and
    /// what stands between the message and the diff.
    public func text(with draft: PatchDraft) -> [UInt8] {
        let old = PatchHead(head)
        let diff = draft.diff.map { Array(Self.withoutSeparator($0)) } ?? sections.flatMap(\.text)
        var text = old.text(subject: draft.subject, body: draft.body)
        if diff.isEmpty { return Self.withoutDiff(text) }
        if let last = text.last, last != ASCII.newline { text.append(ASCII.newline) }
        return text + diff + tail
    }

    /// Without the `---` between message and diff, and the blank line below it.
    private static func withoutSeparator(_ diff: Bytes) -> Bytes {
        var cursor = LineCursor(diff)
        guard let first = cursor.next(), MessageReader.isSeparator(first) else { return diff }
        if let blank = cursor.peek(), blank.trimmedEnd.isEmpty { cursor.next() }
        return cursor.rest
    }
}

/// What stands above a diff, taken apart.
private struct PatchHead {
    /// The lines up to the message: the fields of a mail, and those at the top of its message.
    private var fields: [Bytes] = []
    /// Where in them the subject is.
    private var subject: Range<Int>?
    private var message: [Bytes] = []
    /// From the line that ends the message on.
    private var rest: Bytes = []
    private var isFormatPatch = false

    init(_ head: Bytes) {
        var cursor = LineCursor(head)
        if let line = cursor.peek(), Mbox.isSeparator(line) {
            fields.append(line)
            cursor.next()
            isFormatPatch = true
        }
        if isFormatPatch || MailFields.beginMail(cursor.peek() ?? []) {
            takeFields(&cursor) { MailFields.field($0) != nil }
        }
        takeBlanks(&cursor)
        takeFields(&cursor) { line in
            MailFields.field(line).map { ["from", "subject", "date"].contains($0.key) } ?? false
        }
        takeBlanks(&cursor)
        while let line = cursor.peek(), !MessageReader.beginsDiff(line) {
            message.append(line)
            cursor.next()
        }
        rest = cursor.rest
    }

    private mutating func takeFields(_ cursor: inout LineCursor, while isField: (Bytes) -> Bool) {
        var first = true
        while let line = cursor.peek(), isField(line) || (!first && MailFields.isFolded(line)) {
            if MailFields.field(line)?.key == "subject" {
                subject = fields.count..<fields.count + 1
            } else if MailFields.isFolded(line), let range = subject, range.upperBound == fields.count {
                subject = range.lowerBound..<fields.count + 1
            }
            fields.append(line)
            cursor.next()
            first = false
        }
    }

    private mutating func takeBlanks(_ cursor: inout LineCursor) {
        while let line = cursor.peek(), line.trimmedEnd.isEmpty {
            fields.append(line)
            cursor.next()
        }
    }

    func text(subject title: String, body: String) -> [UInt8] {
        let hasField = subject != nil
        let header = PatchHeader(subject: title, body: hasField ? body : body.isEmpty ? title : title + "\n\n" + body)
        var fields = fields
        if let subject { fields.replaceSubrange(subject, with: [field(title, was: fields[subject].flatMap(\.self))]) }
        let blanks = message.suffix(while: \.trimmedEnd.isEmpty)
        var text = fields.flatMap(\.self)
        let words = Array(MailWriter(header, diff: []).message.utf8)
        if !words.isEmpty, hasField, fields.last?.trimmedEnd.isEmpty == false { text.append(ASCII.newline) }
        // A message where there was none stands apart from the diff.
        let gap: [UInt8] = message.isEmpty && !hasField && !words.isEmpty ? [ASCII.newline] : []
        return text + words + gap + blanks.flatMap(\.self) + rest
    }

    /// The field of the subject, with the tags in brackets that it had.
    private func field(_ title: String, was old: [UInt8]) -> Bytes {
        let value = old.dropFirst("subject:".utf8.count).trimmed.text
        let tags =
            value.hasPrefix("[") ? value.prefix(through: value.firstIndex(of: "]") ?? value.startIndex) + " " : ""
        let isPlain = HeaderEncoder.isPlain(title, isASCII: isFormatPatch)
        return Array("Subject: \(tags)\(isPlain ? title : HeaderEncoder.encoded(title))\n".utf8)[...]
    }
}

extension Array {
    fileprivate func suffix(while predicate: (Element) -> Bool) -> ArraySlice<Element> {
        self[(lastIndex { !predicate($0) }.map { $0 + 1 } ?? 0)...]
    }
}
