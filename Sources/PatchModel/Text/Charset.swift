import Glibc

/// Text in the character sets that mails name.
enum Charset {
    /// Nil where the set is not one that mails use, or the bytes are not text in it. Bytes that are said to be UTF-8
    /// and are not become replacement characters.
    static func decode(_ bytes: Bytes, charset: String) -> String? {
        let name = charset.lowercased()
        switch name {
        case "utf-8", "utf8": return bytes.text
        case "", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit": return undeclared(bytes)
        default: return isKnown(name) ? convert(bytes, from: name) : nil
        }
    }

    /// Text of which nobody says what it is: UTF-8 where it is valid, else Latin-1.
    static func undeclared(_ bytes: Bytes) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? bytes.flatMap { $0 < 0x80 ? [$0] : [0xc0 | $0 >> 6, 0x80 | $0 & 0x3f] }.text
    }

    /// The C library knows hundreds of sets, some of them with a history of crashes; a mail may choose among these.
    private static func isKnown(_ name: String) -> Bool {
        let families = ["iso-8859-", "iso8859-", "iso_8859-", "windows-125", "cp125", "koi8-"]
        if let family = families.first(where: name.hasPrefix) {
            let rest = name.dropFirst(family.count)
            return rest == "r" || rest == "u" || ((1...2).contains(rest.count) && rest.allSatisfy(\.isNumber))
        }
        return [
            "latin1", "latin2", "cp437", "cp850", "cp866", "cp932", "big5", "big5-hkscs", "gb2312", "gbk", "gb18030",
            "euc-jp", "euc-kr", "iso-2022-jp", "shift_jis", "sjis", "tis-620", "macintosh",
        ].contains(name)
    }

    private static func convert(_ bytes: Bytes, from name: String) -> String? {
        guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // In these sets a character takes at least one byte, and in UTF-8 at most four.
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
        let length: Int? = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (from, fromLeft) = (input.baseAddress, input.count)
                var (to, toLeft) = (output.baseAddress, output.count)
                _ = iconv(converter, &from, &fromLeft, &to, &toLeft)
                return fromLeft == 0 ? output.count - toLeft : nil
            }
        }
        return length.map { output.prefix($0).map { UInt8(bitPattern: $0) }.text }
    }
}
