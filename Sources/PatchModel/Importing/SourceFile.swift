/// A file out of which patches are to be read.
public struct SourceFile: Sendable {
    public enum Kind: Hashable, Sendable {
        /// quilt's list of patches: a file named `series`, or with that ending.
        case quiltSeries
        /// Mails, each under a `From ` line.
        case mailbox
        /// One mail.
        case mail
        /// A diff, maybe with text above it.
        case diff
    }

    /// The path, as the caller gave it: for errors, and to find the patches that a quilt series names beside it.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Told by the name of a quilt series, of anything else by its first line.
    public var kind: Kind {
        if lastComponent == "series" || lastComponent.hasSuffix(".series") { return .quiltSeries }
        let line = bytes.prefix { $0 != ASCII.newline }
        if Mbox.isSeparator(line + [ASCII.newline]) { return .mailbox }
        return MailFields.beginMail(line) ? .mail : .diff
    }

    var lastComponent: Substring { name[name.index(name.startIndex, offsetBy: folder.count)...] }

    /// With its slash at the end; empty where the name has none.
    var folder: Substring { name.lastIndex(of: "/").map { name[...$0] } ?? "" }

    /// Whether the file's name is a patch's name. That of a mailbox, or of a mail in a maildir, is not.
    var namesPatch: Bool {
        var name = lastComponent
        for ending in PatchName.compressed where name.hasSuffix(ending) { name.removeLast(ending.count) }
        return [".patch", ".diff"].contains(where: name.hasSuffix)
            && !name.contains { $0.isWhitespace || $0.isNewline || $0 == "#" }
    }
}
