import Testing

@testable import Screen

@Suite struct KeyReaderTests {
    /// As xterm, tmux and the Linux console send them.
    @Test(
        arguments: [
            ("j", [.character("j")]), ("漢", [.character("漢")]), ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]),
            ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]), ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]),
            ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}[C\u{1B}[D", [.right, .left]), ("\u{1B}[5~", [.pageUp]),
            ("\u{1B}[6~", [.pageDown]), ("\u{1B}[H", [.home]), ("\u{1B}[4~", [.end]), ("\u{1B}[1;5A", [.up]),
            ("jk/x\r", [.character("j"), .character("k"), .character("/"), .character("x"), .enter]),
            // What is no key of ours is passed over whole.
            ("\u{1B}[15~j", [.character("j")]), ("\u{1B}xj", [.character("j")]), ("\u{0}j", [.character("j")]),
            ("\u{1B}[200~", []), ("\u{1B}\u{1B}[A", [.escape, .up]),
        ] as [(String, [Key])])
    func `bytes are keys, whole or in pieces`(bytes: String, keys: [Key]) {
        var whole = KeyReader()
        #expect(whole.read(Array(bytes.utf8)) + whole.flush() == keys)
        var pieces = KeyReader()
        #expect(bytes.utf8.flatMap { pieces.read([$0]) } + pieces.flush() == keys)
    }

    @Test func `an escape is a key when nothing follows it`() {
        var reader = KeyReader()
        #expect(reader.read([0x1b]) == [])
        #expect(reader.isPending)
        #expect(reader.flush() == [.escape])
        #expect(!reader.isPending)
    }

    @Test func `bytes that are no UTF-8 are passed over`() {
        var reader = KeyReader()
        #expect(reader.read([0xff, 0xc3, 0x28, 0x6a]) + reader.flush() == [.character("("), .character("j")])
    }
}
