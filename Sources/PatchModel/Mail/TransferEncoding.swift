/// How a mail's text is written in lines of ASCII: RFC 2045.
enum TransferEncoding {
    case identity, quotedPrintable, base64

    /// The value of a `Content-Transfer-Encoding` field; nil for one that is not known.
    init?(field: String) {
        switch field.lowercased() {
        case "", "7bit", "8bit", "binary": self = .identity
        case "quoted-printable": self = .quotedPrintable
        case "base64": self = .base64
        default: return nil
        }
    }

    /// Decodes a body.
    /// - Throws: `badTransferEncoding` for base64 with a foreign character, or that ends in the middle of a group.
    func decode(_ text: MailText, file: String) throws(PatchError) -> MailText {
        switch self {
        case .identity: text
        case .quotedPrintable: Self.decodeQuotedPrintable(text)
        case .base64: try Self.decodeBase64(text, file: file)
        }
    }

    private static func decodeQuotedPrintable(_ text: MailText) -> MailText {
        var decoded = MailText.Builder()
        text.forEachLine { line, number in
            // A soft break; what blanks follow it are the transport's.
            let isSoft = line.trimmedEnd.last == UInt8(ascii: "=")
            decoded.append(unescaped(isSoft ? line.trimmedEnd.dropLast() : line), from: number)
        }
        return decoded.text
    }

    private static func decodeBase64(_ text: MailText, file: String) throws(PatchError) -> MailText {
        var decoded = MailText.Builder()
        var decoder = Base64()
        var badLine: Int?
        var lastLine = 1
        text.forEachLine { line, number in
            lastLine = number
            if let bytes = decoder.decode(line) {
                decoded.append(bytes, from: number)
            } else {
                badLine = badLine ?? number
            }
        }
        if let badLine {
            throw .malformed(SourceLocation(file: file, line: badLine), .badTransferEncoding("no base64"))
        }
        guard decoder.isComplete else {
            let location = SourceLocation(file: file, line: lastLine)
            throw .malformed(location, .badTransferEncoding("base64 that is cut off"))
        }
        return decoded.text
    }

    /// RFC 2047's Q: `_` is a blank.
    static func headerQuotedPrintable(_ text: Bytes) -> [UInt8] {
        unescaped(text.map { $0 == UInt8(ascii: "_") ? ASCII.space : $0 }[...])
    }

    /// RFC 2047's B; padding may be missing. Nil for a foreign character.
    static func headerBase64(_ text: Bytes) -> [UInt8]? {
        var decoder = Base64()
        return decoder.decode(text)
    }

    /// With `=` and two hexadecimal digits read as a byte; any other `=` stays.
    private static func unescaped(_ text: Bytes) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), rest.count >= 2, let high = hexadecimal(rest[rest.startIndex]),
                let low = hexadecimal(rest[rest.startIndex + 1])
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}

/// Base64 that comes in pieces.
struct Base64 {
    private var group: UInt32 = 0
    /// Characters of the current group of four, padding included.
    private var characters = 0
    private var isPadded = false

    /// Whether the last group has its four characters.
    var isComplete: Bool { characters == 0 }

    /// Nil for a character that is not of the alphabet, or that follows padding.
    mutating func decode(_ text: Bytes) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        for byte in text where !ASCII.isSpace(byte) {
            if byte == UInt8(ascii: "=") {
                guard characters >= 2 else { return nil }
                isPadded = true
            } else {
                guard !isPadded, let value = Self.value(byte) else { return nil }
                group = group << 6 | UInt32(value)
                // The second, third and fourth character each complete a byte.
                if characters > 0 { bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(6 - 2 * characters))) }
            }
            characters = (characters + 1) % 4
        }
        return bytes
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5a: byte - 0x41
        case 0x61...0x7a: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
