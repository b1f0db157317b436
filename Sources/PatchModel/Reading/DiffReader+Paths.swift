extension DiffReader {
    /// The path that stays when `strip` leading components go; every slash counts. An absolute name is refused whatever
    /// goes.
    func stripped(_ name: some Collection<UInt8>, strip: Int, line: Int) throws(PatchError) -> TreePath {
        if name.first == ASCII.slash { throw error(.unsafePath(name.excerpt, .absolute), line: line) }
        var rest = Array(name)[...]
        for _ in 0..<strip {
            guard let slash = rest.firstIndex(of: ASCII.slash) else {
                throw error(.nothingLeftAfterStrip(name.excerpt, strip: strip), line: line)
            }
            rest = rest[(slash + 1)...]
        }
        if rest.isEmpty { throw error(.nothingLeftAfterStrip(name.excerpt, strip: strip), line: line) }
        do { return try TreePath(rest, allowing: allowed) } catch {
            throw self.error(.unsafePath(name.excerpt, error), line: line)
        }
    }

    /// Likewise of a plain diff, by GNU patch's rule: slashes in a row are one, and `.` is no folder.
    func strippedPlain(_ name: Bytes, line: Int) throws(PatchError) -> TreePath {
        guard name.first != ASCII.slash, name.last != ASCII.slash else {
            return try stripped(name, strip: strip, line: line)
        }
        let components = name.split(separator: ASCII.slash).dropFirst(strip).filter { !$0.equals(".") }
        if components.isEmpty { throw error(.nothingLeftAfterStrip(name.excerpt, strip: strip), line: line) }
        do { return try TreePath(components.joined(separator: [ASCII.slash]), allowing: allowed) } catch {
            throw self.error(.unsafePath(name.excerpt, error), line: line)
        }
    }

    /// The name in a `---`, `+++`, `rename` or `copy` line, after its keyword: quoted, or up to a tab or a timestamp.
    func name(in text: Bytes, line: Int) throws(PatchError) -> [UInt8] {
        let text = text.withoutLineEnd
        if text.contains(0) { throw error(.unsafePath(text.excerpt, .nul), line: line) }
        guard text.first == ASCII.quote else { return Array(Timestamp.split(text).name) }
        guard let (name, _) = QuotedName.read(text) else { throw error(.badQuoting(text.excerpt), line: line) }
        return name
    }
}

/// The timestamp that diff(1) writes after a name.
enum Timestamp {
    /// Cuts at the first tab, or before a trailing `YYYY-MM-DD hh:mm:ss…`.
    static func split(_ text: Bytes) -> (name: Bytes, stamp: Bytes) {
        if let tab = text.firstIndex(of: ASCII.tab) { return (text[..<tab], text[(tab + 1)...]) }
        for index in text.indices.dropFirst() where text[index] == ASCII.space {
            if isISODate(text[(index + 1)...]) { return (text[..<index].trimmedEnd, text[(index + 1)...]) }
        }
        return (text.trimmedEnd, [])
    }

    private static func isISODate(_ text: Bytes) -> Bool {
        let shape = "0000-00-00 00:00:00"
        return text.count >= shape.utf8.count
            && zip(text, shape.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? ASCII.isDigit($0) : $0 == $1 }
    }

    /// The epoch, which diff(1) gives to a file that is not there: the start of 1970 in some zone.
    static func isEpoch(_ stamp: Bytes) -> Bool {
        let text = stamp.trimmed.text
        guard text.hasPrefix("1970-01-01 ") || text.hasPrefix("1969-12-31 ") else {
            return text.hasPrefix("Thu Jan  1 ") && text.contains(" 1970")
        }
        guard let date = MailDate.parse(text) else { return text == "1970-01-01 00:00:00" }
        return date.seconds == 0
    }
}
