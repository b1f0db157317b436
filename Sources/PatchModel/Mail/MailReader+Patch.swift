extension MailReader {
    /// Reads the file of one patch, maybe with text above the `From ` line of the mail that holds its diff.
    /// - Throws: what `read` throws; `severalMessages` unless exactly one of several has a diff.
    func readPatch(_ bytes: Bytes) throws(PatchError) -> Mail {
        let messages = Mbox.split(bytes)
        guard messages.count > 1 else {
            return try read(messages.first ?? MailMessage(bytes: bytes, line: 1, isSeparated: false))
        }
        var mails: [Mail] = []
        for message in messages { mails.append(try read(message)) }
        let holders = mails.indices.filter { mails[$0].hasDiff }
        guard holders.count == 1 else {
            throw .malformed(
                SourceLocation(file: file, line: messages[1].line), .source(.severalMessages(messages.count)))
        }
        let mail = mails[holders[0]]
        return holders[0] > 0 && !mails[0].isMail ? mail.under(mails[0]) : mail
    }
}

extension Mail {
    /// The mail with the text that stands above it in its file, of which Debian's fields go before its own.
    func under(_ text: Mail) -> Mail {
        var mail = self
        let (own, above) = (header, text.header)
        var parts = [above.body, own.body]
        if text.hasDebianFields {
            mail.header.author = above.author ?? own.author
            mail.header.date = above.date ?? own.date
            if !above.subject.isEmpty, above.subject != own.subject {
                mail.header.subject = above.subject
                parts.insert(own.subject, at: 1)
            }
        } else {
            parts.insert(above.subject, at: 0)
        }
        mail.header.body = parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
        return mail
    }
}
