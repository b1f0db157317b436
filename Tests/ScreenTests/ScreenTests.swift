import Testing

@testable import Screen

@Suite struct ScreenTests {
    private let area = Area(top: 0, left: 0, rows: 1, columns: 8)

    @Test(
        arguments: [
            ("short", 0, "short"), ("just 8 c", 0, "just 8 c"), ("nine char", 0, "nine ch…"), ("", 0, ""),
            // Half a wide character is not shown.
            ("漢字漢字", 0, "漢字漢字"), ("a漢字漢字", 0, "a漢字漢…"), ("ab漢字漢字", 0, "ab漢字 …"),
            // Scrolled to the side.
            ("abcdefghij", 2, "cdefghij"), ("abcdefghijk", 2, "cdefghi…"), ("abc", 5, ""), ("漢字ab", 1, "‹字ab"),
            ("a\tb", 4, "    b"), ("x\u{1B}y", 0, "x\\033y"), ("\u{1B}y", 2, "‹ y"),
        ] as [(String, Int, String)])
    func `a text is cut to its area at whole characters`(text: String, skipped: Int, shown: String) {
        var screen = Screen(Size(rows: 1, columns: 10))
        screen.write([Span(text)], in: area, row: 0, skipped: skipped)
        #expect(screen.lines == [shown])
    }

    @Test(arguments: [(0, 0), (0, 5), (1, 1), (1, 2), (2, 1), (3, 3)])
    func `nothing is written beside a screen, however small it is`(rows: Int, columns: Int) {
        var screen = Screen(Size(rows: rows, columns: columns))
        for row in -1...4 {
            for left in 0...4 {
                let area = Area(top: 0, left: left, rows: 5, columns: 4)
                screen.write([Span("漢a漢\u{1B}")], in: area, row: row, column: 1, skipped: 1)
                screen.restyle(row: row, of: area) { $0.isReversed = true }
            }
        }
        #expect(screen.cells.count == rows * columns)
    }

    @Test func `spans keep their styles, and what is odd shows as such`() {
        var screen = Screen(Size(rows: 1, columns: 10))
        screen.write([Span("a", Style(.green)), Span("\u{1}", Style(.red)), Span("ש")], in: area, row: 0)
        let styles = screen.row(0).map(\.style)
        #expect(styles[0] == Style(.green))
        #expect(styles[1...4].allSatisfy { $0 == Style(.red, isReversed: true) })
        #expect(styles[5] == Style(isUnderlined: true))
    }

    private func screen(_ lines: String...) -> Screen {
        var screen = Screen(Size(rows: lines.count, columns: 6))
        for (row, line) in lines.enumerated() {
            screen.write([Span(line)], in: Area(top: 0, left: 0, rows: lines.count, columns: 6), row: row)
        }
        return screen
    }

    /// What is sent between the marks of an update.
    private func sent(from old: Screen?, to new: Screen, hasUnicode: Bool = true) -> String {
        let update = ScreenUpdate(hasColour: true, hasUnicode: hasUnicode)
        let text = String(decoding: update.bytes(from: old, to: new), as: UTF8.self)
        #expect(text.hasPrefix("\u{1B}[?2026h\u{1B}[?25l") && text.hasSuffix(ScreenUpdate.end))
        return String(text.dropFirst(14).dropLast(ScreenUpdate.end.count))
    }

    @Test func `only what differs is sent`() {
        let (old, new) = (screen("abc", "def"), screen("abc", "dXf"))
        #expect(sent(from: old, to: old) == "")
        #expect(sent(from: old, to: new) == "\u{1B}[2;2HX")
        #expect(sent(from: nil, to: new).hasPrefix("\u{1B}[m\u{1B}[2J\u{1B}[1;1Habc"))
    }

    @Test func `a wide character is written whole, and what stands behind it is placed anew`() {
        let (old, new) = (screen("a漢b"), screen("a字b"))
        #expect(sent(from: old, to: new) == "\u{1B}[1;2H字")
        #expect(sent(from: screen("a漢b"), to: screen("axyb")) == "\u{1B}[1;2Hxy")
        #expect(sent(from: screen("axyb"), to: screen("a漢c")) == "\u{1B}[1;2H漢\u{1B}[1;4Hc")
    }

    @Test func `without UTF-8 nothing else than ASCII is sent`() {
        #expect(sent(from: screen(""), to: screen("é漢✓│"), hasUnicode: false) == "\u{1B}[1;1H???+|")
    }

    @Test func `colours are left out where there are none`() {
        var styled = Screen(Size(rows: 1, columns: 2))
        styled.write("x", Style(.red, isBold: true), in: Area(top: 0, left: 0, rows: 1, columns: 2), row: 0)
        let update = ScreenUpdate(hasColour: false, hasUnicode: true)
        let text = String(decoding: update.bytes(from: Screen(styled.size), to: styled), as: UTF8.self)
        #expect(text.contains("\u{1B}[0;1mx") && !text.contains("31"))
    }

    @Test func `the cursor is seen where something is typed`() {
        var typed = screen("ab")
        typed.cursor = Place(row: 0, column: 2)
        #expect(sent(from: screen("ab"), to: typed) == "\u{1B}[1;3H\u{1B}[?25h")
    }
}
