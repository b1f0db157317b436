import PatchModel

/// How a series is posted.
public struct MailOptions: Sendable {
    /// Of the posting; 2 and up are told in the subjects.
    public var version = 1
    /// In the brackets of the subjects.
    public var prefix = "PATCH"
    public var recipients = Recipients()
    /// Whether a mail stands before the others.
    public var hasCover = false
    /// Whether the commit that the series stands on is named.
    public var namesBase = false
    /// Who writes the cover letter.
    public var author: Person?
    /// What stands at the end of the cover letter's text, or where an older one of its kind stands.
    public var insertion: (block: MessageBlock, lines: [String])?

    public init() {}
}
