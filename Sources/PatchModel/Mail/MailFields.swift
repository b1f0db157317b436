/// The header fields of a mail, unfolded, keys in lower case; the last of a key counts, as in git.
struct MailFields {
    private(set) var values: [String: [UInt8]] = [:]
    private var lastKey: String?

    var isEmpty: Bool { values.isEmpty }

    /// Takes one line: a field, or the rest of the one before. False for anything else.
    mutating func take(_ line: Bytes) -> Bool {
        if Self.isFolded(line) {
            guard let lastKey else { return false }
            values[lastKey, default: []] += [ASCII.space] + line.trimmed
            return true
        }
        guard let field = Self.field(line) else { return false }
        lastKey = field.key
        values[field.key] = Array(field.value)
        return true
    }

    /// Sets a field that was written in another form.
    mutating func set(_ key: String, _ value: [UInt8]) { values[key] = value }

    func decoded(_ key: String) -> String? { values[key].map { EncodedWord.decodeAll(in: $0[...]) } }

    /// Whether a line goes on with the field before it.
    static func isFolded(_ line: Bytes) -> Bool { line.first == ASCII.space || line.first == ASCII.tab }

    /// `Key: value`, the key in lower case.
    static func field(_ line: Bytes) -> (key: String, value: Bytes)? {
        guard let colon = line.firstIndex(of: ASCII.colon), colon != line.startIndex else { return nil }
        let key = line[..<colon]
        guard key.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        return (key.map(ASCII.lowercased).text, line[(colon + 1)...].trimmed)
    }
}
