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
        let bytes = try Compression.undone(bytes, file: file)
        try self.init(
            mail: MailReader(file: file).readPatch(bytes[...]), text: bytes[...], name: name ?? PatchName(file: file),
            strip: strip, isReversed: isReversed, allowing: allowed)
    }

    /// Reads a patch of a quilt series.
    /// - Parameter bytes: of its file, which is not compressed.
    /// - Throws: `PatchError.malformed`; `noDiff` unless a patch without one is allowed.
    init(
        quilt bytes: [UInt8], file: String, name: PatchName, entry: SeriesFile.Entry, allowing allowed: PatchPolicy
    ) throws(PatchError) {
        let mail = try MailReader(file: file, isPatchFile: true).readPatch(bytes[...])
        try self.init(
            mail: mail, text: bytes[...], name: name, strip: entry.strip, isReversed: entry.isReversed,
            fuzzLimit: entry.fuzzLimit, allowing: allowed)
        if changes.isEmpty, !mail.isEmptyPatch, !allowed.contains(.emptyPatches) {
            throw mail.error(.noDiff(subject: nil))
        }
    }

    /// - Parameter text: the mail as it stood.
    init(
        mail: Mail, text: Bytes, name: PatchName, strip: Int, isReversed: Bool = false, fuzzLimit: Int? = nil,
        allowing allowed: PatchPolicy = []
    ) throws(PatchError) {
        let file = mail.location.file
        let changes = try mail.changes(strip: strip, allowing: allowed)
        if changes.isEmpty {
            var reader = DiffReader(text, file: file, strip: strip, lineNumber: mail.location.line)
            try reader.refuseOtherForms()
        }
        var header = mail.header
        if header.subject.isEmpty { header.subject = name.subject }
        self.init(
            name: name, header: header, changes: isReversed ? try Self.reversed(changes, file: file) : changes,
            source: PatchSource(
                file: file, text: text, diff: mail.diff.bytes, strip: strip, isReversed: isReversed,
                fuzzLimit: fuzzLimit))
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
