/// RFC 2047: `=?charset?Q|B?text?=` within a header.
enum EncodedWord {
    /// The header's value with its encoded words decoded. Blanks between two of them go, as the RFC says; a word that cannot be decoded stays as it is.
    static func decodeAll(in value: Bytes) -> String {
        var result = ""
        var plain: [UInt8] = []
        var rest = value
        var isAfterWord = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "="), let (text, tail) = decodeOne(rest) {
                if !(isAfterWord && plain.allSatisfy(ASCII.isSpace)) { result += plain.text }
                plain = []
                result += text
                (rest, isAfterWord) = (tail, true)
            } else {
                plain.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result + plain.text
    }

    /// The word that begins here, and what follows it.
    private static func decodeOne(_ text: Bytes) -> (String, rest: Bytes)? {
        guard text.hasPrefix("=?") else { return nil }
        let mark = UInt8(ascii: "?")
        let inner = text.dropFirst(2)
        guard let first = inner.firstIndex(of: mark), let second = inner[(first + 1)...].firstIndex(of: mark),
            second == first + 2
        else { return nil }
        let payload = inner[(second + 1)...]
        guard let end = payload.indices.first(where: { payload[$0] == mark && payload[$0...].hasPrefix("?=") }) else {
            return nil
        }
        let encoded = payload[..<end]
        guard !encoded.contains(where: ASCII.isSpace) else { return nil }
        let bytes: [UInt8]? =
            switch ASCII.lowercased(inner[first + 1]) {
            case UInt8(ascii: "q"): TransferEncoding.quotedPrintable(encoded, isHeader: true)
            case UInt8(ascii: "b"): TransferEncoding.base64(encoded)
            default: nil
            }
        // RFC 2231 allows a language after the set: `utf-8*en`.
        let charset = inner[..<first].text.prefix { $0 != "*" }
        guard let bytes, let decoded = Charset.decode(bytes[...], charset: String(charset)) else { return nil }
        return (decoded, payload[(end + 2)...])
    }
}
