/// Text of strangers as it may reach a terminal: control characters but newlines and tabs are spelled out as in C.
struct HarmlessText {
    /// Whether colours (SGR sequences of ECMA-48, which change nothing else) stay.
    var keepsColours: Bool

    func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: Self.isSuspect) else { return bytes }
        var harmless: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if keepsColours, let colour = Self.colour(at: rest) {
                harmless += colour
                rest = rest[colour.endIndex...]
                continue
            }
            rest = rest.dropFirst()
            // U+0080 to U+009F are controls, too.
            if byte == 0xc2, let next = rest.first, (0x80...0x9f).contains(next) {
                harmless += Self.spelled(byte) + Self.spelled(next)
                rest = rest.dropFirst()
            } else if Self.isSuspect(byte), byte != 0xc2 {
                harmless += Self.spelled(byte)
            } else {
                harmless.append(byte)
            }
        }
        return harmless
    }

    private static func isSuspect(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != 0x09 && byte != 0x0a) || byte == 0x7f || byte == 0xc2
    }

    private static func colour(at bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard bytes.starts(with: [0x1b, 0x5b]) else { return nil }
        let end = bytes.dropFirst(2).firstIndex { !(0x30...0x3b).contains($0) }
        guard let end, bytes[end] == UInt8(ascii: "m") else { return nil }
        return bytes[...end]
    }

    private static func spelled(_ byte: UInt8) -> [UInt8] {
        if byte == 0x0d { return Array("\\r".utf8) }
        return Array(("\\" + String(Int(byte) + 0o1000, radix: 8).dropFirst()).utf8)
    }
}
