/// What a `---` or `+++` line of a plain diff may mean by its name.
struct PlainName {
    /// All up to a tab, or of the line.
    let whole: Bytes
    /// As GNU patch reads a name behind which no tab stands.
    let firstWord: Bytes
    /// What is taken where neither is a file: without what looks like a time or a revision.
    let likely: Bytes
    /// What stands behind the likely name.
    let stamp: Bytes

    var isUnclear: Bool { whole != firstWord }

    init(_ text: Bytes) {
        if let tab = text.firstIndex(of: ASCII.tab) {
            (whole, stamp) = (text[..<tab], text[(tab + 1)...])
            (firstWord, likely) = (whole, whole)
            return
        }
        whole = text.trimmedEnd
        let (name, stamp) = Timestamp.split(text)
        if !stamp.isEmpty {
            (likely, firstWord, self.stamp) = (name, name, stamp)
            return
        }
        let line = whole
        firstWord = line.prefix { $0 != ASCII.space }
        let rest = line[firstWord.endIndex...]
        let end = rest.indices.first { Self.isRemark(rest[$0...]) } ?? line.endIndex
        likely = line[..<end].trimmedEnd
        self.stamp = line[end...].trimmed
    }

    /// - Parameter rest: what stands behind the closing quote.
    init(quoted name: [UInt8], rest: Bytes) {
        (whole, firstWord, likely, stamp) = (name[...], name[...], name[...], rest.trimmed)
    }

    /// ` (revision 7)`, or a time that begins with the name of a day.
    private static func isRemark(_ text: Bytes) -> Bool {
        guard text.first == ASCII.space, text.dropFirst().first != ASCII.space else { return false }
        let words = text.trimmed
        if words.first == UInt8(ascii: "("), words.last == UInt8(ascii: ")") { return words.count > 2 }
        let day = words.prefix(3).text
        return MailDate.weekdays.contains(day) && MailDate.parse(words.text) != nil
    }
}
