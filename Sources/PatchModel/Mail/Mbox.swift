/// A message of a mailbox, without its `From ` line.
struct MailMessage {
    let bytes: Bytes
    /// 1-based line of the file at which `bytes` begin.
    let line: Int
    /// Whether a `From ` line stood in front: what follows it are header fields.
    let isSeparated: Bool
}

/// The mbox format, as git-mailsplit reads it.
enum Mbox {
    /// The messages of a mailbox; a text without a `From ` line in front is a message, too, and so is each
    /// patch that `hg export` wrote. Linear in the input.
    static func split(_ bytes: Bytes) -> [MailMessage] {
        var messages: [MailMessage] = []
        var cursor = LineCursor(bytes)
        var start = bytes.startIndex
        var startLine = 1
        var isSeparated = false
        while let line = cursor.peek() {
            let position = line.startIndex
            cursor.next()
            let isChangeset = PatchHeading.beginsChangeset(line)
            guard isChangeset || isSeparator(line) else { continue }
            messages.append(MailMessage(bytes: bytes[start..<position], line: startLine, isSeparated: isSeparated))
            (start, startLine, isSeparated) = (line.endIndex, cursor.lineNumber, true)
            if isChangeset { (start, startLine, isSeparated) = (position, cursor.lineNumber - 1, false) }
        }
        messages.append(MailMessage(bytes: bytes[start...], line: startLine, isSeparated: isSeparated))
        return messages.filter { !$0.bytes.allSatisfy(ASCII.isSpace) }
    }

    /// `From sender … hh:mm:ss year`: git's rule, which wants digits around the last colon and a year after 1990, so
    /// that a sentence that begins with "From " is none.
    static func isSeparator(_ line: Bytes) -> Bool {
        guard line.count >= 20, line.hasPrefix("From ") else { return false }
        let text = line.dropFirst(5)
        guard let colon = text.dropLast(2).lastIndex(of: ASCII.colon), text.indices.contains(colon - 4),
            text.indices.contains(colon + 2)
        else { return false }
        guard [-4, -2, -1, 1, 2].allSatisfy({ ASCII.isDigit(text[colon + $0]) }) else { return false }
        guard let year = text[(colon + 3)...].drop(while: ASCII.isSpace).leadingNumber else { return false }
        return year.value > 90
    }
}
