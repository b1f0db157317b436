extension PatchHeader {
    /// What git format-patch makes of a commit: the message's first paragraph, on one line, is the subject.
    /// - Parameters:
    ///   - message: as the commit has it.
    ///   - charset: what the commit's `encoding` field says; UTF-8 where there is none.
    public init(commitMessage message: [UInt8], charset: String? = nil, author: Person, date: PatchDate) {
        let text = Charset.decode(message[...], charset: charset ?? "") ?? Charset.undeclared(message[...])
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last?.isWhitespace == true { line.removeLast() }
            return line
        }
        var paragraph = lines.drop { $0.isEmpty }
        let subject = paragraph.prefix { !$0.isEmpty }
        paragraph = paragraph.dropFirst(subject.count).drop { $0.isEmpty }
        while paragraph.last?.isEmpty == true { paragraph.removeLast() }
        self.init(
            author: author, date: date, subject: subject.joined(separator: " "),
            body: paragraph.joined(separator: "\n"))
    }
}
