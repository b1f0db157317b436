/// What a mail of the -mm tree says about its patch, above the patch's own message:
///
///     The patch titled
///          Subject: mm/slab: …
///     has been added to the -mm tree.  Its filename is
///          mm-slab-….patch
struct MMNotice: Sendable {
    let title: String
    let name: PatchName
    /// False where the patch has left the tree.
    let isAdded: Bool

    /// Nil where the lines are no such notice.
    init?(_ lines: [String]) {
        let words = lines.filter { !$0.isEmpty }.map { $0[...].trimmedText }
        guard let first = words.first, first == "The patch titled" || first == "The quilt patch titled",
            let outcome = words.firstIndex(where: { $0.contains("-mm") && $0.contains("has been ") }), outcome > 1,
            let announced = words[outcome...].firstIndex(where: { $0.lowercased().contains("filename") }),
            announced + 1 < words.count
        else { return nil }
        let title = words[1..<outcome].joined(separator: " ")
        self.title = title.hasPrefix("Subject: ") ? title.dropFirst("Subject: ".count)[...].trimmedText : title
        name = PatchName(file: words[announced + 1])
        isAdded = words[outcome].contains("has been added")
    }

    /// Splits what follows the message: the diff, which a lone `_` ends, and the patches of the same author that are in
    /// the tree.
    static func split(_ text: MailText) -> (diff: MailText, pending: [PatchName]) {
        var cursor = text.start
        while let line = cursor.peek(), !line.trimmedEnd.equals("_"), !isListHeader(line) { cursor.next() }
        let diff = text.section(from: text.start, to: cursor)
        while let line = cursor.next(), !isListHeader(line) {}
        while let line = cursor.peek(), line.trimmedEnd.isEmpty { cursor.next() }
        var pending: [PatchName] = []
        while let name = cursor.next()?.trimmed, !name.isEmpty, !name.contains(where: ASCII.isSpace) {
            pending.append(PatchName(file: name.text))
        }
        return (diff, pending)
    }

    private static func isListHeader(_ line: Bytes) -> Bool {
        line.hasPrefix("Patches currently in -mm which might be from")
    }
}
