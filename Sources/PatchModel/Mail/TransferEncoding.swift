/// The two encodings of RFC 2045.
enum TransferEncoding {
    /// - Parameter isHeader: RFC 2047's form, in which `_` is a blank.
    static func quotedPrintable(_ text: Bytes, isHeader: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            if isHeader, byte == UInt8(ascii: "_") {
                bytes.append(ASCII.space)
            } else if byte == UInt8(ascii: "=") {
                decodeEscape(&rest, into: &bytes)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// After the `=`: two hexadecimal digits, a line end that goes, or neither, where the `=` stays.
    private static func decodeEscape(_ rest: inout Bytes, into bytes: inout [UInt8]) {
        let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        if digits.count == 2 {
            bytes.append(UInt8(digits[0] << 4 | digits[1]))
            rest = rest.dropFirst(2)
            return
        }
        let blanks = rest.prefix { $0 == ASCII.space || $0 == ASCII.tab || $0 == ASCII.carriageReturn }
        if rest.dropFirst(blanks.count).first == ASCII.newline {
            rest = rest.dropFirst(blanks.count + 1)
        } else {
            bytes.append(UInt8(ascii: "="))
        }
    }

    /// Nil where a character is not of the alphabet. Line ends and blanks are skipped.
    static func base64(_ text: Bytes) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var bits = 0
        for byte in text where !ASCII.isSpace(byte) {
            if byte == UInt8(ascii: "=") {
                (group, bits) = (0, 0)
                continue
            }
            guard let value = base64Value(byte) else { return nil }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        return bytes
    }

    private static func base64Value(_ byte: UInt8) -> UInt8? {
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
