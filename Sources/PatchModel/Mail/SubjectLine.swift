/// A subject as git am keeps it: without `Re:` and the brackets in front, every run of blanks one blank.
struct SubjectLine {
    let text: String
    /// `k/n`, where a bracket says so.
    let position: SeriesPosition?
    /// `vN`; 1 where no bracket says it.
    let version: Int
    /// Whether it begins with `Re:`.
    let isReply: Bool
    /// Whether a bracket says `PATCH`.
    let isPatch: Bool

    init(_ value: String) {
        var rest = value[...]
        var words: [Substring] = []
        var isReply = false
        while let first = rest.first {
            if first.isWhitespace || first == ":" {
                rest = rest.dropFirst()
            } else if rest.prefix(3).lowercased() == "re:" {
                isReply = true
                rest = rest.dropFirst(3)
            } else if first == "[", let close = rest.firstIndex(of: "]") {
                words += rest[..<close].dropFirst().split(whereSeparator: \.isWhitespace)
                rest = rest[rest.index(after: close)...]
            } else {
                break
            }
        }
        text = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.isReply = isReply
        isPatch = words.contains { $0.uppercased().contains("PATCH") }
        let version = words.lazy.compactMap(Self.version).first ?? 1
        self.version = version
        position = words.lazy.compactMap { Self.position($0, version: version) }.first
    }

    /// Another text under the same tags.
    init(_ text: String, tags: SubjectLine) {
        self.text = SubjectLine(text).text
        (position, version, isReply, isPatch) = (tags.position, tags.version, tags.isReply, tags.isPatch)
    }

    /// `v2`, `PATCHv2` or `PATCH-v2`.
    private static func version(_ word: Substring) -> Int? {
        guard let v = word.lastIndex(where: { $0 == "v" || $0 == "V" }) else { return nil }
        let before = word[..<v].uppercased()
        guard before.isEmpty || before.hasSuffix("PATCH") || before.hasSuffix("PATCH-") else { return nil }
        return number(word[word.index(after: v)...])
    }

    /// `07/11`
    private static func position(_ word: Substring, version: Int) -> SeriesPosition? {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = number(parts[0]), let total = Self.number(parts[1]) else { return nil }
        return SeriesPosition(version: version, number: number, total: total)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...6).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit) else { return nil }
        return Int(text)
    }
}

extension PatchName {
    /// The name that git format-patch gives to a patch's file, without its ending.
    public init(number: Int, subject: String) {
        let digits = String(number)
        self.init(String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + Self.sanitized(subject))
    }

    /// At most 52 bytes; letters, digits, `_` and single dots stay, and whatever stands between is one minus.
    private static func sanitized(_ subject: String) -> String {
        var name: [UInt8] = []
        var isGap = false
        for byte in subject.utf8 {
            let isDot = byte == UInt8(ascii: ".")
            guard ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_") || isDot else {
                isGap = true
                continue
            }
            if isDot, name.last == byte, !isGap { continue }
            if isGap, !name.isEmpty { name.append(UInt8(ascii: "-")) }
            isGap = false
            name.append(byte)
        }
        while let last = name.last, [UInt8(ascii: "."), UInt8(ascii: "-")].contains(last) { name.removeLast() }
        return name.prefix(52).text
    }
}
