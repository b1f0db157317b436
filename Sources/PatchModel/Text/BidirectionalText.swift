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

    static func isReordering(_ scalar: Unicode.Scalar) -> Bool {
        (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
