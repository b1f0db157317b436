/// What is wrong with a mail, or with a set of them.
public indirect enum SourceProblem: Hashable, Sendable {
    /// MIME parts within parts beyond what any mail needs.
    case nestedTooDeep
    case nulInMessage
    /// `format=flowed` joined, wrapped or unstuffed lines of the diff, so that it can no longer be read.
    case damagedByFlowedFormat(Malformation)
    /// One patch was wanted, and the file holds this many mails.
    case severalMessages(Int)
    /// The message has a diff in it, above the `---` that ends it: whether that is text or a change is a guess.
    case diffInMessage
    /// A diff in the message, indented as a quotation; GNU patch would apply it.
    case indentedDiff
    /// A mail with `[PATCH]` in its subject, or a file of a quilt series, and nothing to apply.
    case noDiff(subject: String?)
    /// The cover letter, `0/n`, has a diff that would change something.
    case diffInCoverLetter
    /// No mail or file holds a patch.
    case noPatch
    /// No mail has these numbers of `[PATCH k/n]`.
    case missingNumbers([Int], total: Int)
    /// Two mails have one number; the other stands in this file, at this line.
    case duplicateNumber(Int, other: SourceLocation)
    /// `[PATCH k/n]` with another `n` than the mails before.
    case otherTotal(Int, expected: Int)
    /// A patch without a number among others that have one.
    case unnumbered(subject: String)
    /// The files of a series hold more than so many bytes of a kind altogether.
    case seriesTooLarge(SizeKind, limit: Int)
    /// The series file names a patch that is not there.
    case missingFile(String)
}

/// What was left out of a series, or done to it, that its reader should know.
public struct SourceNote: Hashable, Codable, Sendable {
    public enum Kind: Hashable, Codable, Sendable {
        /// An answer, `Re:`, to a mail.
        case replyIgnored(subject: String)
        /// The same mail once more.
        case duplicateIgnored(subject: String)
        /// A mail without a patch.
        case messageIgnored(subject: String)
        /// A mail of an older version than the newest.
        case olderVersionIgnored(subject: String, version: Int)
        /// A notice that a patch has left the -mm tree.
        case removalIgnored(PatchName)
        /// A MIME part that is not text.
        case partIgnored(type: String)
        /// What stood above a scissors line is not part of the message.
        case cutAtScissors
        /// The mail's date cannot be read, or no commit can have it.
        case badDate(String)
        /// The mail's author has no address.
        case badAuthor(String)
        /// A subject that shows in another order than it is read in.
        case bidirectionalSubject
        /// An added line with a character that shows nothing, and how many more such lines there are.
        case invisibleText(in: TreePath, line: Int, scalar: UInt32, more: Int)
        /// Two names of different bytes that look the same.
        case alikeNames(TreePath, TreePath)
    }

    public let location: SourceLocation
    public let kind: Kind

    public init(location: SourceLocation, kind: Kind) {
        self.location = location
        self.kind = kind
    }
}
