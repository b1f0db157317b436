import Glibc

/// Text in the character sets that mails name.
enum Charset {
    /// Nil where the C library does not know the set, or the bytes are not text in it.
    static func decode(_ bytes: Bytes, charset: String) -> String? {
        let name = charset.lowercased()
        if ["utf-8", "utf8", "us-ascii", "ascii"].contains(name) { return String(validating: bytes, as: UTF8.self) }
        guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        return convert(bytes, with: converter).map { $0.text }
    }

    private static func convert(_ bytes: Bytes, with converter: iconv_t) -> [UInt8]? {
        var input = bytes.map { CChar(bitPattern: $0) }
        // No character takes more than four bytes in UTF-8, and none takes less than one byte in any set.
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
        let length: Int? = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (from, fromLeft) = (input.baseAddress, input.count)
                var (to, toLeft) = (output.baseAddress, output.count)
                let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
                return result == Int.max.magnitude * 2 + 1 || fromLeft > 0 ? nil : output.count - toLeft
            }
        }
        return length.map { output.prefix($0).map { UInt8(bitPattern: $0) } }
    }
}
