/// Writes patches as mails that git am reads, and as files that quilt reads; `MailReader` reads both back.
public struct MailWriter: Sendable {
    public let header: PatchHeader
    /// With a newline at its end, unless it is empty.
    public let diff: Bytes

    /// - Parameter diff: a unified diff; for git am, as git writes it.
    public init(_ header: PatchHeader, diff: Bytes) {
        self.header = header
        self.diff = diff
    }

    /// A file of a quilt series: author, date and subject as fields, in UTF-8, the message, `---`, and the diff.
    public var patchFile: [UInt8] { Array("\(fields(tag: "", isASCII: false))\n\(message)---\n\n".utf8) + diff }

    /// A mail of a mailbox, in the form of git format-patch.
    ///
    /// Lines that end in CR LF, which git am would take for the transport's, make the mail's body base64.
    /// - Parameters:
    ///   - tag: what stands in front of the subject.
    ///   - recipients: lines of `To:` and `Cc:`.
    ///   - commit: the object id, in hexadecimal, for the line that begins the mail; by default zeros.
    ///   - note: a line that is no part of the message.
    ///   - diffstat: what stands between the message and the diff.
    ///   - trailer: lines below the diff, such as `base-commit: …`.
    public func mail(
        _ tag: MailTag = MailTag(), recipients: Recipients = Recipients(), commit: String? = nil,
        note: String? = nil, diffstat: String = "", trailer: String = ""
    ) -> [UInt8] {
        let separator = "From \(commit ?? String(repeating: "0", count: 40)) Mon Sep 17 00:00:00 2001\n"
        let type = "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
        let head = note.map { $0 + "\n" } ?? ""
        // To git am, whatever follows the message of a mail without a diff is a part of it.
        let body =
            diff.isEmpty
            ? Array("\(message)\n".utf8)
            : Array("\(message)---\n\(head)\(diffstat)\n".utf8) + diff
                + Array((trailer.isEmpty ? "" : "\n" + trailer).utf8) + Self.signature
        let isSafe = !diff.contains(ASCII.carriageReturn) && !diff.contains(0)
        let encoding = "Content-Transfer-Encoding: \(isSafe ? "8bit" : "base64")\n\n"
        let fields = separator + fields(tag: "\(tag) ", isASCII: true) + recipients.fields + type + encoding
        return Array(fields.utf8) + (isSafe ? body : Base64.lines(body))
    }

    /// The mail before the others of a series, in the form of git format-patch --cover-letter.
    /// - Parameters:
    ///   - contents: what the series is made of: authors, subjects, diffstat.
    ///   - trailer: lines below it.
    public func coverLetter(
        _ tag: MailTag, recipients: Recipients, commit: String, contents: String, trailer: String
    ) -> [UInt8] {
        let fields = "From \(commit) Mon Sep 17 00:00:00 2001\n" + fields(tag: "\(tag) ", isASCII: true)
        let type = "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n"
        let text = header.body + "\n\n" + contents + "\n" + (trailer.isEmpty ? "" : "\n" + trailer)
        return Array((fields + recipients.fields + type + text).utf8) + Self.signature
    }

    private static let signature = Array("-- \npatchbench\n\n".utf8)

    private func fields(tag: String, isASCII: Bool) -> String {
        let subject = "Subject: \(tag)\(Self.value(header.subject, isASCII))\n"
        return (authorField(isASCII: isASCII) ?? "") + (dateField ?? "") + subject
    }

    private func authorField(isASCII: Bool) -> String? {
        guard let author = header.author else { return nil }
        return "From: \(author.mailbox(isASCII: isASCII))\n"
    }

    private var dateField: String? { header.date.map { "Date: \($0.mailText)\n" } }

    private static func value(_ text: String, _ isASCII: Bool) -> String {
        HeaderEncoder.isPlain(text, isASCII: isASCII) ? text : HeaderEncoder.encoded(text)
    }

    /// The message's body, in a form from which git reads it back: a line that would end it, or begin another mail, is
    /// moved by a blank; fields at its top would be taken for the mail's, which one that is put before them prevents.
    var message: String {
        let lines = header.body.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let bytes = Array(line.utf8)[...]
            return MessageReader.beginsDiff(bytes) || Mbox.isSeparator(bytes) ? " " + line : line
        }
        guard let first = lines.first, !header.body.isEmpty else { return "" }
        let field = MailFields.field(Array(first.utf8)[...])?.key ?? ""
        // The author, or with none the subject, once more says nothing new.
        let shield = (authorField(isASCII: true) ?? "Subject: \(Self.value(header.subject, true))\n") + "\n"
        return (["from", "subject", "date"].contains(field) ? shield : "") + lines.joined(separator: "\n") + "\n"
    }
}

extension Person {
    /// `Name <address>` in ASCII, or the address alone.
    var mailbox: String { name.isEmpty || name == email ? email : mailbox(isASCII: true) }

    fileprivate func mailbox(isASCII: Bool) -> String {
        let isPlain = HeaderEncoder.isPlain(name, isASCII: isASCII)
        return "\(isPlain ? quotedName : HeaderEncoder.encoded(name)) <\(email)>"
    }

    /// The name, in quotes where it has to be.
    fileprivate var quotedName: String {
        let specials = "()<>[]:;@\\,.\""
        guard name.contains(where: specials.contains) else { return name }
        return "\"" + name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

extension PatchDate {
    /// `Mon, 28 Mar 2016 14:26:52 +0900`
    var mailText: String {
        let local = Int(seconds) + zoneMinutes * 60
        let (days, clock) = local.floorDivided(by: 86_400)
        let (year, month, day) = MailDate.civil(days)
        let weekday = MailDate.weekdays[(days + 4).floorDivided(by: 7).remainder]
        let zone = abs(zoneMinutes)
        let time = [clock / 3600, clock / 60 % 60, clock % 60].map(Self.twoDigits).joined(separator: ":")
        let sign = zoneMinutes < 0 ? "-" : "+"
        return "\(weekday), \(day) \(MailDate.monthNames[month - 1]) \(year) \(time) "
            + sign + Self.twoDigits(zone / 60) + Self.twoDigits(zone % 60)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Int {
    fileprivate func floorDivided(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
