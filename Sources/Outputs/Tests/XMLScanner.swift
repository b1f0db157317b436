import PatchModel

/// Takes XML apart piece by piece, as far as reports need it: no definitions, no namespaces.
///
/// Foundation's parser keeps a document as a whole, ends at its root's end, and does not say where that is.
struct XMLScanner {
    enum Token {
        case start(name: Bytes, attributes: Bytes, isEmpty: Bool)
        case end(name: Bytes)
        /// - Parameter isRaw: From a CDATA section.
        case text(Bytes, isRaw: Bool)
        case declaration(Bytes)
        /// A comment, or what else says nothing.
        case other
        /// What is there is no whole token yet.
        case more
        case malformed
    }

    /// A start tag may have so many bytes.
    static let mostTagBytes = 16 << 20

    private enum State { case content, cdata, comment }
    private var state = State.content
    /// Of the tag that is not whole yet, what was looked through, and in which quotes that ended.
    private var seen = 1
    private var quote: UInt8 = 0

    /// The token that `text` begins with, and where that ends.
    mutating func next(_ text: Bytes, isLast: Bool) -> (token: Token, end: Int) {
        switch state {
        case .cdata: return section(text, endsWith: "]]>", isLast) { .text($0, isRaw: true) }
        case .comment: return section(text, endsWith: "-->", isLast) { _ in .other }
        case .content: break
        }
        guard text.first == UInt8(ascii: "<") else { return characters(text, isLast) }
        let isEnough = text.count >= 9 || isLast || text.firstByte(UInt8(ascii: ">")) != nil
        guard isEnough else { return (.more, text.startIndex) }
        switch text.dropFirst().first {
        case UInt8(ascii: "!"): return declared(text)
        case UInt8(ascii: "?"):
            guard let end = text.first("?>") else { return unfinished(text, most: 1 << 16) }
            let isDeclaration = text.hasPrefix("<?xml") && text.dropFirst(5).first?.isBlank == true
            return (isDeclaration ? .declaration(text[..<end]) : .other, end + 2)
        case UInt8(ascii: "/"):
            guard let end = text.firstByte(UInt8(ascii: ">")) else { return unfinished(text, most: 1 << 16) }
            return (.end(name: text[(text.startIndex + 2)..<end].trimmed), end + 1)
        default: return tag(text)
        }
    }

    private func unfinished(_ text: Bytes, most: Int) -> (token: Token, end: Int) {
        text.count > most ? (.malformed, text.endIndex) : (.more, text.startIndex)
    }

    private func characters(_ text: Bytes, _ isLast: Bool) -> (token: Token, end: Int) {
        if text.isEmpty { return (.more, text.startIndex) }
        if let end = text.firstByte(UInt8(ascii: "<")) { return (.text(text[..<end], isRaw: false), end) }
        // An entity may go on in the next piece.
        let cut = isLast ? nil : text.suffix(12).lastIndex(of: UInt8(ascii: "&"))
        if cut == text.startIndex { return (.more, text.startIndex) }
        return (.text(text[..<(cut ?? text.endIndex)], isRaw: false), cut ?? text.endIndex)
    }

    private mutating func section(
        _ text: Bytes, endsWith mark: StaticString, _ isLast: Bool, _ token: (Bytes) -> Token
    ) -> (token: Token, end: Int) {
        if let end = text.first(mark) {
            state = .content
            return (token(text[..<end]), end + 3)
        }
        let end = isLast ? text.endIndex : max(text.startIndex, text.endIndex - 2)
        return end > text.startIndex ? (token(text[..<end]), end) : (.more, text.startIndex)
    }

    private mutating func declared(_ text: Bytes) -> (token: Token, end: Int) {
        if text.hasPrefix("<!--") {
            state = .comment
            return (.other, text.startIndex + 4)
        } else if text.hasPrefix("<![CDATA[") {
            state = .cdata
            return (.text(text[..<text.startIndex], isRaw: true), text.startIndex + 9)
        } else if text.hasPrefix("<!DOCTYPE") {
            guard let end = text.firstByte(UInt8(ascii: ">")) else { return unfinished(text, most: 1 << 16) }
            // Definitions are not read: what stands for what would not be known.
            return text[..<end].firstByte(UInt8(ascii: "[")) == nil ? (.other, end + 1) : (.malformed, end)
        }
        return (.malformed, text.startIndex)
    }

    private mutating func tag(_ text: Bytes) -> (token: Token, end: Int) {
        var (at, quote) = (text.startIndex + seen, self.quote)
        while at < text.endIndex {
            let byte = text[at]
            if byte == UInt8(ascii: "<") { return (.malformed, at) }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                (seen, self.quote) = (1, 0)
                return (Self.start(text[(text.startIndex + 1)..<at]), at + 1)
            }
            at += 1
        }
        (seen, self.quote) = (text.count, quote)
        return unfinished(text, most: Self.mostTagBytes)
    }

    private static func start(_ inside: Bytes) -> Token {
        let isEmpty = inside.last == UInt8(ascii: "/")
        let text = isEmpty ? inside.dropLast() : inside
        let name = text.prefix { !$0.isBlank }
        guard let first = name.first, first.isLetter || first == UInt8(ascii: "_") || first >= 0x80 else {
            return .malformed
        }
        return .start(name: name, attributes: text[name.endIndex...], isEmpty: isEmpty)
    }
}

extension XMLScanner {
    /// The attributes of a start tag; nil where they are not well-formed.
    static func attributes(_ text: Bytes, _ decode: (Bytes) -> String) -> [String: String]? {
        var attributes: [String: String] = [:]
        var rest = text
        while true {
            let trimmed = rest.drop { $0.isBlank }
            guard !trimmed.isEmpty else { return attributes }
            guard trimmed.startIndex > rest.startIndex, let equals = trimmed.firstByte(UInt8(ascii: "=")) else {
                return nil
            }
            let name = trimmed[..<equals].trimmed
            let quoted = trimmed[(equals + 1)...].drop { $0.isBlank }
            guard let quote = quoted.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = quoted.dropFirst().firstByte(quote), !name.isEmpty, !name.contains(where: \.isBlank)
            else { return nil }
            let value = decode(resolved(quoted[(quoted.startIndex + 1)..<end])[...])
            guard attributes.updateValue(value, forKey: name.text) == nil else { return nil }
            rest = quoted[(end + 1)...]
        }
    }

    /// With what the predefined entities and the numbers of characters stand for.
    ///
    /// Numbers become UTF-8, so only ASCII where the document is of another encoding.
    static func resolved(_ text: Bytes) -> [UInt8] {
        guard text.firstByte(UInt8(ascii: "&")) != nil else { return Array(text) }
        var result: [UInt8] = []
        var rest = text
        while let ampersand = rest.firstByte(UInt8(ascii: "&")) {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            guard let end = rest.prefix(12).firstByte(UInt8(ascii: ";")),
                let scalar = scalar(rest[(ampersand + 1)..<end])
            else {
                result.append(rest.removeFirst())
                continue
            }
            result += UTF8.encode(scalar)!
            rest = rest[(end + 1)...]
        }
        return result + rest
    }

    private static func scalar(_ name: Bytes) -> Unicode.Scalar? {
        let text = name.text
        switch text {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        case _ where text.hasPrefix("#x"): return UInt32(text.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case _ where text.hasPrefix("#"): return UInt32(text.dropFirst()).flatMap(Unicode.Scalar.init)
        default: return nil
        }
    }
}
