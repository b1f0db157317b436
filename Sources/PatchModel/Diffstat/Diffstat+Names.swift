extension Diffstat.File {
    /// The path as git shows it: quoted where it must be, a rename with what both names share taken out of the braces.
    public var displayName: String {
        guard let oldPath, oldPath != path else { return QuotedName.write(path.bytes) }
        if QuotedName.needsQuotes(oldPath.bytes) || QuotedName.needsQuotes(path.bytes) {
            return QuotedName.write(oldPath.bytes) + " => " + QuotedName.write(path.bytes)
        }
        return Self.braced(oldPath.bytes, path.bytes)
    }

    /// `a/{b => c}/d`: the common part in front ends with a slash, the common part behind begins with one (diff.c,
    /// `pprint_rename`).
    private static func braced(_ old: [UInt8], _ new: [UInt8]) -> String {
        var prefix = 0
        for (index, (a, b)) in zip(old, new).enumerated() {
            if a != b { break }
            if a == ASCII.slash { prefix = index + 1 }
        }
        // The slash that ends the front may begin the back: `a/{ => b}/c`.
        let limit = max(0, prefix - 1)
        var suffix = 0
        for length in stride(from: 1, through: min(old.count, new.count) - limit, by: 1) {
            let byte = old[old.count - length]
            if byte != new[new.count - length] { break }
            if byte == ASCII.slash { suffix = length }
        }
        let middle = [old, new].map { $0[prefix..<max(prefix, $0.count - suffix)].text }
        let joined = middle[0] + " => " + middle[1]
        if prefix + suffix == 0 { return joined }
        return old[..<prefix].text + "{" + joined + "}" + old[(old.count - suffix)...].text
    }
}

extension QuotedName {
    /// Whether git quotes the name: a control character, a quote, a backslash, or a byte beyond ASCII.
    public static func needsQuotes(_ name: [UInt8]) -> Bool {
        name.contains { $0 < 0x20 || $0 >= 0x7f || $0 == ASCII.quote || $0 == ASCII.backslash }
    }

    /// The name as git writes it, in quotes where it needs them (core.quotePath).
    public static func write(_ name: [UInt8]) -> String {
        guard needsQuotes(name) else { return name.text }
        let letters: [UInt8: String] = [
            0x07: "a", 0x08: "b", 0x09: "t", 0x0a: "n", 0x0b: "v", 0x0c: "f", 0x0d: "r", ASCII.quote: "\"",
            ASCII.backslash: "\\",
        ]
        let escaped = name.map { byte -> String in
            if let letter = letters[byte] { return "\\" + letter }
            if byte >= 0x20, byte < 0x7f { return String(UnicodeScalar(byte)) }
            let octal = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
        }
        return "\"" + escaped.joined() + "\""
    }
}
