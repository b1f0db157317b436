/// The header fields of a mail, unfolded, keys in lower case; the first of a key counts.
struct MailFields {
    private(set) var values: [String: [UInt8]] = [:]
    private var lastKey: String?

    /// Takes one line: a field, or the rest of the one before. False for anything else.
    mutating func take(_ line: Bytes) -> Bool {
        if let first = line.first, first == ASCII.space || first == ASCII.tab {
            guard let lastKey else { return values.isEmpty == false }
            values[lastKey, default: []] += [ASCII.space] + line.trimmed
            return true
        }
        guard let field = Self.field(line) else { return false }
        lastKey = values[field.key] == nil ? field.key : nil
        if let lastKey { values[lastKey] = Array(field.value) }
        return true
    }

    /// The fields that a forwarder writes at the top of a body, `From:`, `Subject:` and `Date:`, take the place of the
    /// mail's own.
    mutating func takeInBody(_ message: inout [Bytes]) {
        var rest = message[...].drop { $0.trimmed.isEmpty }
        var inner = MailFields()
        while let line = rest.first, let field = Self.field(line), ["from", "subject", "date"].contains(field.key) {
            _ = inner.take(line)
            rest = rest.dropFirst()
            while let more = rest.first, more.first == ASCII.space, inner.take(more) { rest = rest.dropFirst() }
        }
        guard !inner.values.isEmpty else { return }
        values.merge(inner.values) { $1 }
        message = Array(rest)
    }

    func decoded(_ key: String) -> String? { values[key].map { EncodedWord.decodeAll(in: $0[...]) } }

    /// `Key: value`, the key in lower case.
    static func field(_ line: Bytes) -> (key: String, value: Bytes)? {
        guard let colon = line.firstIndex(of: ASCII.colon), colon != line.startIndex else { return nil }
        let key = line[..<colon]
        guard key.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        return (key.map(ASCII.lowercased).text, line[(colon + 1)...].trimmed)
    }
}

extension Person {
    /// From `Name <address>`, `address (Name)` or a bare address.
    init(address text: String) {
        if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            let email = String(text[text.index(after: open)..<close])
            let name = text[..<open].trimmedText
            self.init(name: name.isEmpty ? email : name, email: email)
        } else if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
            let name = String(text[text.index(after: open)..<close])
            self.init(name: name, email: text[..<open].trimmedText)
        } else {
            self.init(name: text[...].trimmedText, email: text[...].trimmedText)
        }
    }
}

/// A subject as git am keeps it: without `Re:` and the brackets in front, every run of blanks one blank.
struct SubjectLine {
    let text: String
    let position: SeriesPosition?

    init(_ value: String) {
        var rest = value[...]
        var position: SeriesPosition?
        while let first = rest.first {
            if first.isWhitespace || first == ":" {
                rest = rest.dropFirst()
            } else if rest.count >= 3, rest.prefix(3).lowercased() == "re:" {
                rest = rest.dropFirst(3)
            } else if first == "[", let close = rest.firstIndex(of: "]") {
                position = position ?? Self.position(rest[..<close].dropFirst())
                rest = rest[rest.index(after: close)...]
            } else {
                break
            }
        }
        text = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.position = position
    }

    /// `PATCH v2 07/11`
    private static func position(_ bracket: Substring) -> SeriesPosition? {
        let words = bracket.split(whereSeparator: \.isWhitespace)
        let version = words.lazy.filter { $0.first == "v" }.compactMap { Int($0.dropFirst()) }.first ?? 1
        for word in words {
            let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            if parts.count == 2, let number = parts[0], let total = parts[1] {
                return SeriesPosition(version: version, number: number, total: total)
            }
        }
        return nil
    }
}
