/// What one character of a text becomes on a screen.
public struct Glyph: Equatable, Sendable {
    public var text: String
    /// 1 or 2; as many as there are characters where the character is spelled out.
    public var columns: Int
    public var kind: Kind

    public enum Kind: Sendable {
        case plain
        /// Spelled out, since a terminal would obey it, reorder by it or show nothing: `\033`, `U+202E`.
        case spelled
        /// Of a script that is read from right to left. It stands where it stands in the text, in reading order.
        case rightToLeft
    }

    /// Marks on one letter beyond this are left out.
    private static let mostScalars = 12
    private static let tabWidth = 8

    /// The glyphs of a line of text: whatever it holds, nothing of them moves a cursor. Tabs reach to the next multiple
    /// of 8 columns, counted from where the text begins.
    public static func all(of text: some StringProtocol) -> [Glyph] {
        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(text.utf8.count)
        var column = 0
        for character in text {
            let start = glyphs.count
            append(character, at: column, to: &glyphs)
            for glyph in glyphs[start...] { column += glyph.columns }
        }
        return glyphs
    }

    private static func append(_ character: Character, at column: Int, to glyphs: inout [Glyph]) {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7f, character.utf8.count == 1 {
            return glyphs.append(Glyph(text: Self.ascii[Int(ascii)], columns: 1, kind: .plain))
        }
        if character == "\t" {
            let blanks = tabWidth - column % tabWidth
            return glyphs.append(Glyph(text: String(repeating: " ", count: blanks), columns: blanks, kind: .plain))
        }
        // A mark that a control character stands before may have become one character with it.
        guard !character.unicodeScalars.contains(where: isObeyed) else {
            for scalar in character.unicodeScalars { append(scalar, to: &glyphs) }
            return
        }
        let columns = character.columns
        guard columns > 0 else { return character.unicodeScalars.forEach { append($0, to: &glyphs) } }
        let isLong = character.unicodeScalars.count > mostScalars
        let text =
            isLong ? String(String.UnicodeScalarView(character.unicodeScalars.prefix(mostScalars))) : String(character)
        glyphs.append(Glyph(text: text, columns: columns, kind: isRightToLeft(character) ? .rightToLeft : .plain))
    }

    private static func append(_ scalar: Unicode.Scalar, to glyphs: inout [Glyph]) {
        let isAlone = scalar.columns > 0 && !isObeyed(scalar)
        let text = isAlone ? String(scalar) : spelled(scalar)
        glyphs.append(
            Glyph(text: text, columns: isAlone ? scalar.columns : text.count, kind: isAlone ? .plain : .spelled))
    }

    /// Controls, and characters that format text without being seen. Joiners within a character are none by themselves.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) { return true }
        guard scalar.value >= 0xad else { return false }
        if scalar.value == 0x200d || (0xe0020...0xe007f).contains(scalar.value) { return false }
        switch scalar.properties.generalCategory {
        case .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: return true
        default: return false
        }
    }

    /// Control characters as in C, the others by their number.
    private static func spelled(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x0d: "\\r"
        case 0x0a: "\\n"
        case ..<0x20, 0x7f: "\\" + String(scalar.value + 0o1000, radix: 8).dropFirst()
        default:
            "U+" + String(repeating: "0", count: max(0, 4 - String(scalar.value, radix: 16).count))
                + String(scalar.value, radix: 16, uppercase: true)
        }
    }

    /// Blocks of scripts that are read from right to left (DerivedBidiClass.txt of Unicode 15: R and AL).
    private static func isRightToLeft(_ character: Character) -> Bool {
        guard let value = character.unicodeScalars.first?.value, value >= 0x590 else { return false }
        return value <= 0x8ff || (0xfb1d...0xfdff).contains(value) || (0xfe70...0xfefe).contains(value)
            || (0x10800...0x10fff).contains(value) || (0x1e800...0x1efff).contains(value)
    }

    private static let ascii: [String] = (UInt8(0)..<128).map { String(Unicode.Scalar($0)) }
}
