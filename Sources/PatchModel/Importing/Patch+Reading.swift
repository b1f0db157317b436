extension Patch {
    /// Reads one patch: a mail as `git format-patch` writes it, a quilt patch with a header above its diff, or a bare
    /// diff.
    ///
    /// Linear in the input; what gzip compressed is read, too. A text without any diff is a patch without changes.
    /// - Parameters:
    ///   - file: the name of the patch's file, for errors.
    ///   - name: the patch's name; by default made of `file`.
    ///   - strip: leading components of the paths that go, `-pN`.
    ///   - isReversed: whether the patch is to be taken back, `-R`.
    ///   - allowed: what is refused unless it is allowed by name.
    /// - Throws: `PatchError.malformed` with file, line and hunk.
    public init(
        reading bytes: [UInt8], file: String, name: PatchName? = nil, strip: Int = 1, isReversed: Bool = false,
        allowing allowed: PatchPolicy = []
    ) throws(PatchError) {
        let name = name ?? PatchName(file: file)
        let bytes = try Compression.undone(bytes, file: file)
        let messages = Mbox.split(bytes[...])
        guard messages.count <= 1 else {
            throw .malformed(
                SourceLocation(file: file, line: messages[1].line), .source(.severalMessages(messages.count)))
        }
        let message = messages.first ?? MailMessage(bytes: bytes[...], line: 1, isSeparated: false)
        let mail = try MailReader(file: file).read(message)
        try self.init(mail: mail, text: bytes[...], name: name, strip: strip, isReversed: isReversed, allowing: allowed)
    }

    /// - Parameter text: the mail as it stood.
    init(
        mail: Mail, text: Bytes, name: PatchName, strip: Int, isReversed: Bool = false,
        allowing allowed: PatchPolicy = []
    ) throws(PatchError) {
        let file = mail.location.file
        let changes = try mail.changes(strip: strip, allowing: allowed)
        if changes.isEmpty {
            var reader = DiffReader(text, file: file, strip: strip, lineNumber: mail.location.line)
            try reader.refuseOtherForms()
        }
        var header = mail.header
        if header.subject.isEmpty { header.subject = name.text }
        self.init(
            name: name, header: header, changes: isReversed ? try Self.reversed(changes, file: file) : changes,
            source: PatchSource(
                file: file, text: text, diff: mail.diff.bytes, strip: strip, isReversed: isReversed))
    }

    private static func reversed(_ changes: [FileChange], file: String) throws(PatchError) -> [FileChange] {
        var turned: [FileChange] = []
        for change in changes.reversed() {
            guard let change = change.reversed else {
                let location = SourceLocation(file: file, line: change.sourceLine)
                throw .malformed(location, .reverseImpossible(change.path.description))
            }
            turned.append(change)
        }
        return turned
    }
}
