/// A message of a mailbox, without its `From ` line.
struct MailMessage {
    let bytes: Bytes
    /// 1-based line of the file at which `bytes` begin.
    let line: Int
    /// Whether a `From ` line stood in front: what follows it are header fields.
    let isSeparated: Bool
    /// Whether that line is as git format-patch writes it, so that no archive and no mail program had a hand in it.
    var isFormatPatch = false
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
        var isFormatPatch = false
        while let line = cursor.peek() {
            let position = line.startIndex
            cursor.next()
            let isChangeset = PatchHeading.beginsChangeset(line)
            guard isChangeset || isSeparator(line) else { continue }
            messages.append(
                MailMessage(
                    bytes: bytes[start..<position], line: startLine, isSeparated: isSeparated,
                    isFormatPatch: isFormatPatch))
            (start, startLine, isSeparated) = (line.endIndex, cursor.lineNumber, true)
            isFormatPatch = isOfFormatPatch(line)
            if isChangeset { (start, startLine, isSeparated) = (position, cursor.lineNumber - 1, false) }
        }
        messages.append(
            MailMessage(
                bytes: bytes[start...], line: startLine, isSeparated: isSeparated, isFormatPatch: isFormatPatch))
        return messages.filter { !$0.bytes.allSatisfy(ASCII.isSpace) }
    }

    /// A commit's id and a date that stands for none (git's log-tree.c).
    private static func isOfFormatPatch(_ line: Bytes) -> Bool {
        let words = line.withoutLineEnd.split(separator: ASCII.space, maxSplits: 2)
        return words.count == 3 && [40, 64].contains(words[1].count) && words[2].equals("Mon Sep 17 00:00:00 2001")
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
