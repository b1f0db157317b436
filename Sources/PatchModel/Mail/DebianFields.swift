/// The fields that Debian's patches have at their top (DEP-3), as git-buildpackage reads them: the first line of the
/// description is the subject.
struct DebianFields {
    /// The value of the first `Author` or `From`.
    private(set) var author: [UInt8]?
    private(set) var subject: String?
    /// The rest of the description, a blank line, and the fields that are kept as they stand.
    let lines: [String]

    /// Whether a file's first line is one of the fields that only Debian's patches have.
    static func begin(_ line: Bytes) -> Bool {
        guard let key = MailFields.field(line)?.key else { return false }
        return ["description", "author", "origin", "forwarded", "applied-upstream", "last-update", "bug"].contains(key)
            || key.hasPrefix("bug-")
    }

    /// Nil where none of the fields is Debian's.
    /// - Parameter text: the fields alone.
    init?(_ text: MailText) {
        var fields: [(key: String, lines: [String])] = []
        var isDebian = false
        text.forEachLine { line, _ in
            let shown = Charset.undeclared(line.trimmedEnd)
            if MailFields.isFolded(line), !fields.isEmpty {
                fields[fields.count - 1].lines.append(shown)
            } else if let field = MailFields.field(line) {
                isDebian = isDebian || Self.begin(line)
                fields.append((field.key, [shown]))
            }
        }
        guard isDebian else { return nil }
        var (description, kept): ([String], [String]) = ([], [])
        for field in fields {
            switch field.key {
            case "author", "from": author = author ?? Array(Self.value(field.lines)[0].utf8)
            case "date": break
            case "description", "subject":
                guard subject == nil else { continue }
                let value = Self.value(field.lines).drop(while: \.isEmpty)
                subject = value.first ?? ""
                description += value.dropFirst()
            default: kept += field.lines
            }
        }
        lines = description + [""] + kept + [""]
    }

    /// The first line without its key; the others without the blank in front, and empty where a dot says so.
    private static func value(_ lines: [String]) -> [String] {
        let first = lines[0][lines[0].index(after: lines[0].firstIndex(of: ":") ?? lines[0].startIndex)...].trimmedText
        return [first] + lines.dropFirst().map { $0 == " ." ? "" : String($0.dropFirst()) }
    }
}
