import Glibc

/// The character sets of `working-tree-encoding`.
enum Encoding {
    /// A text of UTF-8 in another set; nil where it cannot be, or the set is not known.
    static func encoded(_ bytes: [UInt8], as name: String) -> [UInt8]? {
        let (set, mark) = set(name)
        return convert(bytes, from: "UTF-8", to: set).map { mark + $0 }
    }

    /// The other way round.
    static func decoded(_ bytes: [UInt8], from name: String) -> [UInt8]? {
        let (set, mark) = set(name)
        return convert(bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes, from: set, to: "UTF-8")
    }

    /// Git's names with the byte order mark that the C library's do not write.
    private static func set(_ name: String) -> (String, mark: [UInt8]) {
        switch name.uppercased() {
        case "UTF-16LE-BOM": ("UTF-16LE", [0xff, 0xfe])
        case "UTF-16BE-BOM": ("UTF-16BE", [0xfe, 0xff])
        default: (name, [])
        }
    }

    private static func convert(_ bytes: [UInt8], from: String, to: String) -> [UInt8]? {
        guard let descriptor = iconv_open(to, from), descriptor != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(descriptor) }
        var (input, result) = (bytes, [UInt8](repeating: 0, count: bytes.count * 4 + 16))
        var (left, room) = (input.count, result.count)
        let isDone = input.withUnsafeMutableBytes { input in
            result.withUnsafeMutableBytes { output in
                var source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
                var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
                return iconv(descriptor, &source, &left, &target, &room) != Int(bitPattern: UInt.max)
                    && iconv(descriptor, nil, nil, &target, &room) != Int(bitPattern: UInt.max)
            }
        }
        return isDone ? Array(result.dropLast(room)) : nil
    }
}
