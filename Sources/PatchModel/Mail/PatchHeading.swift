/// What stands above a patch that `hg export` or StGit wrote, as git am reads it.
struct PatchHeading {
    private(set) var fields = MailFields()
    /// Where the message begins.
    private(set) var end: LineCursor

    /// Nil where the text begins otherwise.
    init?(_ text: MailText) {
        end = text.start
        if Self.beginsChangeset(end.peek() ?? []) {
            takeChangeset()
        } else if Self.isOfStGit(text) {
            takeStGit()
        } else {
            return nil
        }
    }

    /// The first line of a patch that `hg export` wrote.
    static func beginsChangeset(_ line: Bytes) -> Bool { line.trimmedEnd.equals("# HG changeset patch") }

    /// Lines that begin with `# `.
    private mutating func takeChangeset() {
        while let line = end.peek(), line.hasPrefix("# ") {
            if line.hasPrefix("# User ") { fields.set("from", Array(line.dropFirst(7).trimmed)) }
            if line.hasPrefix("# Date "), let date = Self.date(line.dropFirst(7).trimmed.text) {
                fields.set("date", Array(date.utf8))
            }
            end.next()
        }
    }

    /// Seconds since 1970, and the zone in seconds west of UTC.
    private static func date(_ value: String) -> String? {
        let words = value.split(separator: " ")
        guard words.count == 2, let seconds = Int64(words[0]), let west = Int(words[1]), abs(west) < 86_400 else {
            return nil
        }
        let (hours, minutes) = (abs(west) / 3600, abs(west) % 3600 / 60)
        let digits = String(10_000 + hours * 100 + minutes).dropFirst()
        return "@\(seconds) \(west > 0 ? "-" : "+")\(digits)"
    }

    /// A subject, a blank line, and one of three fields.
    private static func isOfStGit(_ text: MailText) -> Bool {
        var cursor = text.start
        guard let subject = cursor.next(), !subject.trimmedEnd.isEmpty, cursor.next()?.trimmedEnd.isEmpty == true,
            let field = cursor.peek()
        else { return false }
        return field.hasPrefix("From:") || field.hasPrefix("Author:") || field.hasPrefix("Date:")
    }

    private mutating func takeStGit() {
        fields.set("subject", Array((end.next() ?? []).trimmed))
        while let line = end.peek() {
            if line.hasPrefix("From:") || line.hasPrefix("Date:") {
                _ = fields.take(line)
            } else if line.hasPrefix("Author:") {
                fields.set("from", Array(line.dropFirst(7).trimmed))
            } else if !line.trimmedEnd.isEmpty {
                return
            }
            end.next()
        }
    }
}
