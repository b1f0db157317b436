/// Takes a mail's text line by line, up to where its diff begins, by the rules of git-mailinfo.
struct MessageReader {
    /// `From:`, `Subject:` and `Date:` at the message's top, which take the place of the mail's own.
    private(set) var fields = MailFields()
    /// Without blanks at their ends.
    private(set) var lines: [String] = []
    /// What the -mm tree's mail says above the patch's own message.
    private(set) var notice: MMNotice?
    private(set) var hasScissors = false
    private var isAtTop = true
    /// Whether the line before is a field that may go on.
    private var isFoldable = true
    /// In lines; those of the -mm tree have some twenty.
    private static let longestNotice = 100

    /// - Parameter line: in UTF-8.
    /// - Returns: false where the diff begins, at this line.
    mutating func take(_ line: Bytes) -> Bool {
        if isAtTop, takeAtTop(line) { return true }
        if Self.isScissors(line) {
            hasScissors = true
            restart()
        } else if notice == nil, lines.count <= Self.longestNotice, Self.isRule(line), let notice = MMNotice(lines) {
            self.notice = notice
            restart()
        } else if Self.beginsDiff(line) {
            return false
        } else {
            lines.append(line.trimmedEnd.text)
        }
        return true
    }

    private mutating func restart() {
        (fields, lines, isAtTop) = (MailFields(), [], true)
    }

    /// Blank lines at the top go, and so does the one after the fields.
    private mutating func takeAtTop(_ line: Bytes) -> Bool {
        if line.trimmedEnd.isEmpty {
            isAtTop = fields.isEmpty
            return true
        }
        if isFoldable, MailFields.isFolded(line), fields.take(line) { return true }
        // Some write the subject there without its field's name.
        isFoldable = !line.hasPrefix("[PATCH] ")
        let line = isFoldable ? line : Array("Subject: ".utf8) + line
        if let key = MailFields.field(line)?.key, ["from", "subject", "date"].contains(key),
            !isFoldable || fields.values[key] == nil
        {
            return fields.take(line)
        }
        isAtTop = false
        return false
    }

    /// Where the message ends: a diff's first line, or three minus signs.
    static func beginsDiff(_ line: Bytes) -> Bool {
        if line.hasPrefix("diff -") || line.hasPrefix("Index: ") { return true }
        guard line.hasPrefix("---") else { return false }
        if line.hasPrefix("--- "), let byte = line.dropFirst(4).first, !ASCII.isSpace(byte) { return true }
        return isSeparator(line)
    }

    /// `---` alone.
    static func isSeparator(_ line: Bytes) -> Bool { line.hasPrefix("---") && line.trimmedEnd.count == 3 }

    /// A line of minus signs, as under a notice.
    private static func isRule(_ line: Bytes) -> Bool {
        let text = line.trimmedEnd
        return text.count >= 20 && text.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    /// `-- >8 --`: git's rule. At least 8 characters with scissors among them; minus signs, scissors and the blanks
    /// next to them are more than a third of the line, and blanks fewer than half of these.
    static func isScissors(_ line: Bytes) -> Bool {
        let text = line.trimmed
        var rest = text
        var (perforation, gap) = (0, 0)
        var hasScissors = false
        var isPerforated = false
        while let byte = rest.popFirst() {
            if ASCII.isSpace(byte) {
                if isPerforated { (perforation, gap) = (perforation + 1, gap + 1) }
            } else if byte == UInt8(ascii: "-") {
                (isPerforated, perforation) = (true, perforation + 1)
            } else if let next = rest.first, Self.scissors.contains([byte, next]) {
                rest = rest.dropFirst()
                (isPerforated, perforation, hasScissors) = (true, perforation + 2, true)
            } else {
                isPerforated = false
            }
        }
        return hasScissors && text.count >= 8 && text.count < perforation * 3 && gap * 2 < perforation
    }

    private static let scissors = [">8", "8<", ">%", "%<"].map { Array($0.utf8) }
}
