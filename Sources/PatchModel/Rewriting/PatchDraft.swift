/// A patch as a person edits it: its message and, if wanted, its diff below.
public struct PatchDraft: Sendable {
    /// The first paragraph, on one line.
    public let subject: String
    /// What follows it, cleaned as git does: without blanks at the ends of lines, of blank lines in a row one.
    public let body: String
    /// From the diff's first line, or the `---` above it, on; nil where the message alone is edited.
    public let diff: Bytes?
    /// 1-based line at which it begins.
    private let diffLine: Int

    /// - Parameter hasDiff: whether there may be a diff; otherwise everything is the message.
    public init(_ text: [UInt8], hasDiff: Bool) {
        var cursor = LineCursor(text[...])
        var lines: [String] = []
        while let line = cursor.peek(), !(hasDiff && MessageReader.beginsDiff(line)) {
            lines.append(line.trimmedEnd.text)
            cursor.next()
        }
        (diff, diffLine) = (hasDiff ? cursor.rest : nil, cursor.lineNumber)
        let cleaned = lines.withoutNeedlessBlanks
        let title = cleaned.prefix { !$0.isEmpty }
        subject = title.joined(separator: " ")
        body = cleaned.dropFirst(title.count).drop(while: \.isEmpty).joined(separator: "\n")
    }

    /// The text that a person is given.
    /// - Parameter diff: nil for the message alone.
    public static func text(of header: PatchHeader, diff: Bytes?) -> [UInt8] {
        let message = header.body.isEmpty ? header.subject : header.subject + "\n\n" + header.body
        return Array((message + "\n").utf8) + (diff.map { Array("---\n\n".utf8) + $0 } ?? [])
    }

    /// Throws what is wrong with the diff, at the place where it was typed.
    /// - Parameter file: what was typed, for errors.
    public func check(file: String, strip: Int, allowing allowed: PatchPolicy) throws(PatchError) {
        guard let diff else { return }
        var reader = DiffReader(diff, file: file, strip: strip, lineNumber: diffLine)
        reader.allowed = allowed
        if try !reader.read().isEmpty { return }
        var others = DiffReader(diff, file: file, strip: strip, lineNumber: diffLine)
        try others.refuseOtherForms()
    }
}

extension PatchHeader {
    /// The header with a trailer more.
    public func adding(_ trailer: Trailer) -> PatchHeader {
        var header = self
        let line = "\(trailer.key): \(trailer.value)"
        header.body = body.isEmpty ? line : body + (trailers.isEmpty ? "\n\n" : "\n") + line
        return header
    }
}
