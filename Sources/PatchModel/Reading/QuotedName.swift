/// File names as git quotes them: in double quotes, with C's escapes.
public enum QuotedName {
    /// The name that begins at the quote, and what follows its closing quote; nil when it is not well formed.
    public static func read(_ text: Bytes) -> (name: [UInt8], rest: Bytes)? {
        guard text.first == ASCII.quote else { return nil }
        var name: [UInt8] = []
        var rest = text.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case ASCII.quote: return (name, rest)
            case ASCII.backslash:
                guard let escaped = readEscape(&rest) else { return nil }
                name.append(escaped)
            default: name.append(byte)
            }
        }
        return nil
    }

    private static func readEscape(_ rest: inout Bytes) -> UInt8? {
        guard let byte = rest.popFirst() else { return nil }
        switch byte {
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0a
        case UInt8(ascii: "v"): return 0x0b
        case UInt8(ascii: "f"): return 0x0c
        case UInt8(ascii: "r"): return 0x0d
        case ASCII.quote, ASCII.backslash: return byte
        case UInt8(ascii: "0")...UInt8(ascii: "3"): return readOctal(first: byte, &rest)
        default: return nil
        }
    }

    /// Three octal digits, the first of them read.
    private static func readOctal(first: UInt8, _ rest: inout Bytes) -> UInt8? {
        let digits = [first] + rest.prefix(2)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
        rest = rest.dropFirst(2)
        return digits.reduce(0) { $0 << 3 | ($1 - 0x30) }
    }
}
