/// A part of a mail that is text, decoded.
struct MailPart {
    let text: MailText
    let charset: String?
    let isFlowed: Bool
}

/// Takes a mail's body apart: MIME, RFC 2045 and 2046.
struct MailParts {
    /// git-mailinfo stops at five boundaries; nobody's mail nests deeper.
    static let deepest = 8

    let file: String
    /// Whether a diff that stands in the file counts as it stands, whatever the fields say of its encoding.
    let takesBytes: Bool
    private(set) var parts: [MailPart] = []
    /// Types of the parts that are no text, and where they stand.
    private(set) var ignored: [(type: String, line: Int)] = []

    init(file: String, takesBytes: Bool) {
        self.file = file
        self.takesBytes = takesBytes
    }

    /// - Throws: `nestedTooDeep`; an encoding that is not known, or base64 that is wrong.
    mutating func take(_ body: MailText, fields: MailFields, depth: Int = 0) throws(PatchError) {
        let type = ContentType(fields.values["content-type"])
        guard type.isMultipart, let boundary = type.boundary else {
            guard depth == 0 || isText(type, fields) else {
                ignored.append((type.name, body.fileLine(body.start.lineNumber)))
                return
            }
            return parts.append(try decoded(body, type, fields))
        }
        guard depth < Self.deepest else {
            throw .malformed(
                SourceLocation(file: file, line: body.fileLine(body.start.lineNumber)), .source(.nestedTooDeep))
        }
        for section in sections(of: body, boundary: Array(("--" + boundary).utf8)) {
            var cursor = section.start
            let fields = try MailFields.read(&cursor, file: file) { section.fileLine($0) }
            try take(section.section(from: cursor), fields: fields, depth: depth + 1)
        }
    }

    private func isText(_ type: ContentType, _ fields: MailFields) -> Bool {
        if type.name.isEmpty || type.name == "text/plain" || type.name.hasPrefix("text/x-") { return true }
        return type.name != "text/html"
            && (type.namesPatch || ContentType(fields.values["content-disposition"]).namesPatch)
    }

    private func decoded(_ body: MailText, _ type: ContentType, _ fields: MailFields) throws(PatchError) -> MailPart {
        if takesBytes, body.hasDiff { return MailPart(text: body, charset: type.charset, isFlowed: false) }
        let field = fields.values["content-transfer-encoding"].map { $0[...].text } ?? ""
        guard let encoding = TransferEncoding(field: field) else {
            throw .malformed(
                SourceLocation(file: file, line: body.fileLine(body.start.lineNumber)), .badTransferEncoding(field))
        }
        var text = try encoding.decode(body, file: file)
        if type.isFlowed { text = FlowedText.restored(text, deletesBlank: type.deletesBlank) }
        return MailPart(text: text, charset: type.charset, isFlowed: type.isFlowed)
    }

    /// What stands between the lines that are the boundary, up to the one that closes it.
    private func sections(of body: MailText, boundary: [UInt8]) -> [MailText] {
        var sections: [MailText] = []
        var cursor = body.start
        var start: LineCursor?
        while let line = cursor.peek() {
            let here = cursor
            cursor.next()
            guard line.starts(with: boundary) else { continue }
            let rest = line.dropFirst(boundary.count).trimmedEnd
            guard rest.isEmpty || rest.equals("--") else { continue }
            if let start { sections.append(body.section(from: start, to: here)) }
            start = rest.isEmpty ? cursor : nil
            if start == nil { return sections }
        }
        if let start { sections.append(body.section(from: start)) }
        return sections
    }
}

extension MailFields {
    /// Reads fields up to the blank line that ends them, which is read, too, or the first line that is none.
    /// - Parameter fileLine: the line of the file for the cursor's.
    /// - Throws: `nulInHeader`.
    static func read(
        _ cursor: inout LineCursor, file: String, fileLine: (Int) -> Int
    ) throws(PatchError) -> MailFields {
        var fields = MailFields()
        while let line = cursor.peek() {
            if line.contains(0) {
                throw .malformed(SourceLocation(file: file, line: fileLine(cursor.lineNumber)), .nulInHeader)
            }
            let isEnd = line.trimmedEnd.isEmpty
            guard isEnd || fields.take(line) || line.hasPrefix(">From ") else { break }
            cursor.next()
            if isEnd { break }
        }
        return fields
    }
}
