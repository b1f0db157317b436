extension Person {
    /// The person of a `From` field: `Name <address>`, `address (Name)` or a bare address; of several, the first.
    ///
    /// The address is found before encoded words are decoded, so that none of them can put another in its place. As in
    /// git, a name of more than 60 bytes, or with an address in it, gives way to the address. Nil where no address is
    /// left that a commit can have.
    public init?(mailbox field: [UInt8]) {
        let isAddress: (UInt8) -> Bool = { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "<") }
        let plain = field.contains(where: isAddress) ? field : Array(EncodedWord.decodeAll(in: field[...]).utf8)
        guard let (text, email) = Self.inAngles(plain[...]) ?? Self.bare(plain[...]) else { return nil }
        var name = EncodedWord.decodeAll(in: Array(text.utf8)[...]).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        if name.first == "(", name.last == ")" { name = name.dropFirst().dropLast().description }
        if name.isEmpty || name.utf8.count > 60 || name.utf8.contains(where: { isAddress($0) || $0 == 0x3e }) {
            name = email
        }
        self.init(name: name, email: email)
        if self.name.isEmpty { self.init(name: email, email: email) }
        if self.email.isEmpty || self.name.isEmpty { return nil }
    }

    /// `Name <address> (comment)`, without the quotes of the name.
    private static func inAngles(_ text: Bytes) -> (name: String, email: String)? {
        var scanner = MailboxScanner(text)
        guard let open = scanner.skip(to: UInt8(ascii: "<")),
            let close = text[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        var tail = MailboxScanner(text[(close + 1)...])
        _ = tail.skip(to: UInt8(ascii: ","))
        let name = Charset.undeclared((scanner.unquoted + [ASCII.space] + tail.unquoted)[...])
        return (name, Charset.undeclared(text[(open + 1)..<close].trimmed))
    }

    /// A word with an `@`, and what stands around it.
    private static func bare(_ text: Bytes) -> (name: String, email: String)? {
        let isEdge: (UInt8) -> Bool = { ASCII.isSpace($0) || $0 == UInt8(ascii: ",") }
        guard let at = text.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        let start = text[..<at].lastIndex(where: isEdge).map { $0 + 1 } ?? text.startIndex
        let end = text[at...].firstIndex(where: isEdge) ?? text.endIndex
        var rest = MailboxScanner((Array(text[..<start]) + text[end...])[...])
        _ = rest.skip(to: UInt8(ascii: ","))
        return (Charset.undeclared(rest.unquoted[...]), Charset.undeclared(text[start..<end]))
    }
}

/// Walks over an address list, past quoted strings and comments.
private struct MailboxScanner {
    private var rest: Bytes
    /// What was walked over, without its quotes and backslashes.
    private(set) var unquoted: [UInt8] = []

    init(_ text: Bytes) { rest = text }

    /// Walks to the first such byte outside of quotes and comments, or to the end.
    mutating func skip(to wanted: UInt8) -> Int? {
        var isQuoted = false
        var comments = 0
        while let byte = rest.first {
            if byte == wanted, !isQuoted, comments == 0 { return rest.startIndex }
            rest = rest.dropFirst()
            switch byte {
            case ASCII.backslash where isQuoted || comments > 0:
                if let next = rest.popFirst() { unquoted.append(next) }
                continue
            case ASCII.quote where comments == 0:
                isQuoted.toggle()
                continue
            case UInt8(ascii: "(") where !isQuoted: comments += 1
            case UInt8(ascii: ")") where !isQuoted: comments = max(0, comments - 1)
            default: break
            }
            unquoted.append(byte)
        }
        return nil
    }
}
