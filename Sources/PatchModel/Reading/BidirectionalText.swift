/// What a patch may hold only where the user says so.
public struct PatchPolicy: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Added lines with embeddings, overrides or isolates of Unicode's bidirectional algorithm.
    public static let bidirectionalText = PatchPolicy(rawValue: 1)

    /// The words by which a user names what is allowed.
    public static let words = ["bidi"]

    /// What a word allows; nil for one that is none.
    public init?(word: String) {
        guard let index = Self.words.firstIndex(of: word) else { return nil }
        self.init(rawValue: 1 << index)
    }

    /// The words for it.
    public var words: [String] { Self.words.indices.filter { rawValue & 1 << $0 != 0 }.map { Self.words[$0] } }
}

/// Characters that let text be shown in another order than it is read in (CVE-2021-42574): U+202A to U+202E and U+2066
/// to U+2069. Texts from right to left do without them.
enum BidirectionalText {
    static func isPresent(in text: Bytes) -> Bool {
        var rest = text
        while let start = rest.firstIndex(of: 0xe2) {
            rest = rest[(start + 1)...]
            guard let second = rest.first, let third = rest.dropFirst().first else { return false }
            if second == 0x80, (0xaa...0xae).contains(third) { return true }
            if second == 0x81, (0xa6...0xa9).contains(third) { return true }
        }
        return false
    }

    /// The text with these characters as `U+202E`.
    static func spelledOut(_ text: Bytes) -> String {
        text.withoutLineEnd.text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x202a...0x202e, 0x2066...0x2069: "U+" + String(scalar.value, radix: 16, uppercase: true)
            default: String(scalar)
            }
        }.joined()
    }
}
