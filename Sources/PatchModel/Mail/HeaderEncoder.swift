/// RFC 2047 the other way: text for a header that only ASCII may stand in.
enum HeaderEncoder {
    /// Whether the text can stand in a header as it is.
    /// - Parameter isASCII: whether the header has to be ASCII, in lines of the length that RFC 5322 allows.
    static func isPlain(_ text: String, isASCII: Bool) -> Bool {
        if text.contains("=?") { return false }
        return !isASCII || (text.utf8.count <= 900 && text.utf8.allSatisfy { (0x20...0x7e).contains($0) })
    }

    /// UTF-8 in encoded words of at most 75 bytes, each on a line of its own.
    static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for character in text.unicodeScalars {
            let piece = String(character).utf8.map(escaped).joined()
            if word.utf8.count + piece.utf8.count > 75 - "=?UTF-8?q??=".utf8.count {
                words.append(word)
                word = ""
            }
            word += piece
        }
        return (words + [word]).map { "=?UTF-8?q?\($0)?=" }.joined(separator: "\n ")
    }

    private static func escaped(_ byte: UInt8) -> String {
        if ASCII.isLetter(byte) || ASCII.isDigit(byte) { return String(UnicodeScalar(byte)) }
        return "=" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension Base64 {
    /// The bytes in lines of 76 characters.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 57 + 8)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let isPadding = place > group.count
                text.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)])
            }
            if (start + 3) % 57 == 0 { text.append(ASCII.newline) }
        }
        if let last = text.last, last != ASCII.newline { text.append(ASCII.newline) }
        return text
    }
}
