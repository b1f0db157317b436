/// What a commit says and in whose name, byte for byte.
public struct CommitWords: Hashable, Codable, Sendable {
    public let message: [UInt8]
    /// What the commit's `encoding` field says; nil where there is none, which means UTF-8.
    public let charset: String?
    /// Of the author.
    public let name: [UInt8]
    public let email: [UInt8]

    public init(message: [UInt8], charset: String? = nil, name: [UInt8], email: [UInt8]) {
        self.message = message
        self.charset = charset
        self.name = name
        self.email = email
    }

    /// The message, as it is read.
    var text: String { decoded(message) }

    fileprivate func decoded(_ bytes: [UInt8]) -> String {
        Charset.decode(bytes[...], charset: charset ?? "") ?? Charset.undeclared(bytes[...])
    }
}

extension PatchHeader {
    /// What git format-patch makes of a commit: the message's first paragraph, on one line, is the subject. The
    /// message itself stays as it is.
    public init(_ words: CommitWords, date: PatchDate) {
        let lines = words.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last?.isWhitespace == true { line.removeLast() }
            return line
        }
        var paragraph = lines.drop { $0.isEmpty }
        let subject = paragraph.prefix { !$0.isEmpty }
        paragraph = paragraph.dropFirst(subject.count).drop { $0.isEmpty }
        while paragraph.last?.isEmpty == true { paragraph.removeLast() }
        self.init(
            author: Person(name: words.decoded(words.name), email: words.decoded(words.email)), date: date,
            subject: subject.joined(separator: " "), body: paragraph.joined(separator: "\n"))
        original = words
    }
}
