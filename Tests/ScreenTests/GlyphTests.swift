import Testing

@testable import Screen

@Suite struct GlyphTests {
    /// Widths as of wcwidth(3) of glibc 2.36 for what it knows; what is spelled out has one for each character.
    @Test(
        arguments: [
            ("abc", "abc", 3), ("", "", 0), ("é", "é", 1), ("e\u{301}", "e\u{301}", 1), ("漢字", "漢字", 4),
            ("한글", "한글", 4), ("ｆｕｌｌ", "ｆｕｌｌ", 8), ("ﾊﾝｶｸ", "ﾊﾝｶｸ", 4), ("日本 ab", "日本 ab", 7),
            ("👍", "👍", 2), ("⚠\u{fe0f}", "⚠\u{fe0f}", 2), ("⚠", "⚠", 1), ("🇰🇷", "🇰🇷", 2), ("✓✗", "✓✗", 2),
            ("👩\u{200d}💻", "👩\u{200d}💻", 2), ("ไทย", "ไทย", 3), ("हि", "हि", 1), ("│─", "│─", 2),
            // 8 columns to a tab, from where the text begins.
            ("\t", "        ", 8), ("a\tb", "a       b", 9), ("1234567\tb", "1234567 b", 9),
            ("12345678\tb", "12345678        b", 17), ("漢\tb", "漢      b", 9), ("\u{1}\tb", "\\001    b", 9),
            // What a terminal would obey.
            ("\u{1B}[31mred", "\\033[31mred", 11), ("a\rb", "a\\rb", 4), ("a\r\nb", "a\\r\\nb", 6),
            ("\u{7F}", "\\177", 4), ("\u{0}", "\\000", 4), ("\u{7}", "\\007", 4), ("\u{8}", "\\010", 4),
            ("\u{9B}31m", "U+009B31m", 9), ("\u{85}", "U+0085", 6), ("\u{1B}]0;title\u{7}", "\\033]0;title\\007", 16),
            // What reorders text, or is not seen.
            ("a\u{202E}b", "aU+202Eb", 8), ("\u{2066}x\u{2069}", "U+2066xU+2069", 13), ("a\u{200B}b", "aU+200Bb", 8),
            ("\u{FEFF}x", "U+FEFFx", 7), ("\u{AD}", "U+00AD", 6), ("\u{2028}", "U+2028", 6), ("\u{E000}", "U+E000", 6),
            // A mark without a letter would stand on the column before the text.
            ("\u{301}", "U+0301", 6), ("\u{1B}\u{301}", "\\033U+0301", 10),
        ] as [(String, String, Int)])
    func `a character takes the columns that a terminal gives it, and none is obeyed`(
        text: String, shown: String, columns: Int
    ) {
        let glyphs = Glyph.all(of: text)
        #expect(glyphs.map(\.text).joined() == shown)
        #expect(glyphs.reduce(0) { $0 + $1.columns } == columns)
    }

    @Test(
        arguments: [
            ("שלום", Glyph.Kind.rightToLeft), ("مرحبا", .rightToLeft), ("abc", .plain), ("漢", .plain),
            ("\u{1B}", .spelled), ("\u{202E}", .spelled), ("ܫ", .rightToLeft), ("𐤀", .rightToLeft), ("ﬁ", .plain),
        ] as [(String, Glyph.Kind)])
    func `what is read from right to left, and what is spelled out, is known`(text: String, kind: Glyph.Kind) {
        #expect(Glyph.all(of: text).allSatisfy { $0.kind == kind })
    }

    @Test func `a letter has a limited number of marks`() {
        let heap = "a" + String(repeating: "\u{301}", count: 10_000)
        let glyphs = Glyph.all(of: heap)
        #expect(glyphs.count == 1)
        #expect(glyphs[0].text.unicodeScalars.count == 12)
    }

    /// Every scalar of Unicode that is one.
    @Test func `no scalar reaches a terminal as a control`() {
        let obeyed = (UInt32(0)...0x2ffff).compactMap(Unicode.Scalar.init).filter { scalar in
            Glyph.all(of: String(scalar)).contains { glyph in
                glyph.columns < 1
                    || glyph.text.unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }
            }
        }
        #expect(obeyed == [])
    }
}
