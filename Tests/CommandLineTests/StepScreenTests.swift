import Judging
import PatchModel
import Testing

@testable import Screen
@testable import patchbench

/// The full-screen view without a terminal: keys in, rows of text out.
@Suite struct StepScreenTests {
    /// On 24 rows and 80 columns: the list's title, six stages, the document's title, fifteen lines, what happens.
    @Test(
        arguments: [
            ("", 0, "small: 5 patches, 2 applied; bars: alloc(size=32)"), ("", 1, " + 0                   base"),
            ("", 2, " + 1 b✓✓ ━━     -20.0% patch-1  area: subject of 1"),
            ("", 3, " > 2  ✗              = patch-2  area: subject of 2"),
            ("", 4, " - 3   ✗ ━━━━━  +50.0% patch-3  area: subject of 3"),
            ("", 5, " - 4                   patch-4  area: subject of 4"), ("", 7, "2 patch-2  3%"),
            ("", 8, "area: subject of 2"), ("", 9, "Ada Example <ada@example.org>"), ("", 11, "Why 2 is good."),
            ("", 13, "tests: 2 tests pass, 1 failed"), ("", 15, "against the stage before it:"),
            ("", 23, ""),
            // Stages.
            ("j", 7, "3 patch-3  3%"), ("jj", 7, "4 patch-4  4%"), ("k", 7, "1 patch-1  3%"),
            ("kk", 7, "the base  25%"),
            ("kkkk", 7, "the base  25%"), ("G", 7, "5 patch-5  4%"), ("jjjjjjjj", 7, "5 patch-5  4%"),
            ("Gg", 7, "the base  25%"), ("J", 7, "3 patch-3  3%"), ("K", 7, "1 patch-1  3%"), ("↓", 7, "3 patch-3  3%"),
            ("↑", 7, "1 patch-1  3%"), ("⇱", 7, "the base  25%"), ("⇲", 7, "5 patch-5  4%"), (" ", 7, "5 patch-5  4%"),
            ("-", 7, "the base  25%"), ("⇟", 7, "5 patch-5  4%"), ("⇞", 7, "the base  25%"), ("^d", 7, "5 patch-5  4%"),
            ("^u", 7, "the base  25%"),
            // Into the patch, and through it.
            ("⏎j", 7, "2 patch-2  6%"), ("⏎jjk", 7, "2 patch-2  6%"), ("⏎k", 7, "2 patch-2  3%"),
            ("⏎G", 7, "2 patch-2  100%"), ("⏎G", 22, "+Needle in two"), ("⏎Gg", 8, "area: subject of 2"),
            ("⏎J", 7, "3 patch-3  3%"), ("⏎GJ", 7, "3 patch-3  3%"), ("⏎K", 8, "area: subject of 1"),
            ("⏎ ", 22, " context 1"), ("⏎^d", 7, "2 patch-2  27%"), ("⏎ -", 7, "2 patch-2  3%"),
            ("⇥j", 7, "2 patch-2  6%"), ("⇥⇥j", 7, "3 patch-3  3%"), ("⏎qj", 7, "3 patch-3  3%"),
            ("⏎<j", 7, "3 patch-3  3%"), ("⏎⎋j", 7, "3 patch-3  3%"),
            // Hunks: the cursor's line comes to the top where there is enough below it.
            ("@", 8, "@@ -1,4 +1,4 @@ first"), ("@@", 12, "@@ -51,4 +51,5 @@ second"),
            ("@@@", 21, "@@ -0,0 +1 @@"), ("@@@@", 23, "no hunk below"), ("@@@@@", 7, "2 patch-2  96%"),
            ("kk@", 23, "no hunk"),
            // More and less context.
            ("]", 23, "4 lines of context"), ("[", 23, "2 lines of context"), ("[[[", 23, "0 lines of context"),
            ("[[[[", 23, ""), ("@]", 8, "@@ -1,5 +1,5 @@ first"), ("@@]]", 14, "@@ -51,6 +51,7 @@ second"),
            ("@[[[", 7, "2 patch-2  56%"), ("@@[[[", 7, "2 patch-2  69%"), ("]]j", 7, "3 patch-3  3%"),
            // Searching.
            ("/patch-4⏎", 7, "4 patch-4  4%"), ("/SUBJECT⏎", 23, "not found: SUBJECT"),
            ("/subject⏎", 7, "3 patch-3  3%"), ("/subject⏎n", 7, "4 patch-4  4%"),
            ("/subject⏎nN", 7, "3 patch-3  3%"), ("/subject⏎nnn", 23, "around the end"),
            ("/subject⏎nnn", 7, "1 patch-1  3%"), ("/zzz⏎", 23, "not found: zzz"), ("/a", 23, "/a"),
            ("/ab⌫", 23, "/a"), ("/a⌫⌫", 23, ""), ("/abc^ux", 23, "/x"), ("/abc⎋", 23, ""), ("/⏎", 7, "2 patch-2  3%"),
            ("n", 23, "/ searches"), ("N", 23, "/ searches"), ("⏎/needle⏎", 7, "2 patch-2  100%"),
            ("⏎/Needle⏎", 7, "2 patch-2  100%"), ("⏎/NEEDLE⏎", 23, "not found: NEEDLE"),
            ("⏎/int a⏎n", 7, "2 patch-2  62%"), ("⏎/int a⏎N", 7, "2 patch-2  62%"), ("⏎/why⏎", 7, "2 patch-2  13%"),
            ("⏎/ada@⏎", 7, "2 patch-2  6%"), ("/jkQ", 23, "/jkQ"), ("/漢字", 23, "/漢字"),
            // Files.
            ("ttwo⏎", 19, "── src/two.h"), ("tone⏎", 8, "── src/one.c"), ("tTWO⏎", 23, "no file: TWO"),
            ("tsrc⏎tsrc⏎", 7, "2 patch-2  89%"), ("tsrc⏎tsrc⏎tsrc⏎", 8, "── src/one.c"), ("t", 23, "file:"),
            ("tzz⏎", 23, "no file: zz"), ("kktone⏎", 23, "no file"),
            // Marks, and diffs between stages.
            ("m", 3, "*> 2  ✗              = patch-2  area: subject of 2"),
            ("mm", 3, " > 2  ✗              = patch-2  area: subject of 2"),
            ("mjjd", 7, "stages 2..4  5%"), ("mkkd", 7, "stages 0..2  5%"), ("mjmjmGd", 7, "stages 3..4  5%"),
            ("d", 23, "m marks a stage first, then d shows the diff to another"),
            ("md", 23, "m marks a stage first, then d shows the diff to another"),
            ("mjd<", 7, "3 patch-3  3%"), ("mjdq", 7, "3 patch-3  3%"), ("mjdqq", 7, "3 patch-3  3%"),
            ("mjdJ", 7, "4 patch-4  4%"), ("mjd]", 7, "stages 2..3  5%"),
            // The other version.
            ("v", 23, "no other version of the series is known; --against names one"),
            // The whole screen for one pane.
            ("O", 7, ""), ("O", 6, " - 5                   patch-5  area: subject of 5"), ("OO", 7, "2 patch-2  3%"),
            ("⏎O", 0, "2 patch-2  3%"), ("⏎OG", 22, "+Needle in two"),
            ("⏎Oq", 0, "small: 5 patches, 2 applied; bars: alloc(size=32)"),
            // What the bars show.
            ("k⏎/rate⏎⏎", 23, "the bars show rate"), ("k⏎/rate⏎⏎", 0, "small: 5 patches, 2 applied; bars: rate"),
            ("k⏎/rate⏎⏎", 4, " - 3   ✗ ━      -10.0% patch-3  area: subject of 3"), ("k⏎⏎", 23, ""),
            ("5", 23, "5: no such key; ? shows all"), ("漢", 23, "漢: no such key; ? shows all"),
        ] as [(String, Int, String)])
    func `keys change what a row shows`(keys: String, row: Int, text: String) {
        let example = SteppedExample().pressed(keys)
        #expect((row == 23 ? example.status : example.lines[row]) == text, "\(keys)")
    }

    @Test(
        arguments: [
            (">", [.run(.goto(2))]), ("j>", [.run(.goto(3))]), ("kk>", [.run(.goto(0))]), ("T", [.run(.test(2))]),
            ("gT", [.run(.test(0))]), ("B", [.run(.bench(2))]), ("gB", []), ("u", [.run(.undo)]),
            ("b", [.run(.bisect(SteppedExample.time))]), ("⏎/rate⏎b", [.run(.bisect(SteppedExample.rate))]),
            ("R", [.read, .redraw]), ("^l", [.redraw]), ("^z", [.suspend]), ("Q", [.quit(interrupted: false)]),
            ("q", [.quit(interrupted: false)]), ("⏎qq", [.quit(interrupted: false)]), ("⏎q", []), ("<", []),
            ("^c", [.quit(interrupted: true)]), ("/ab^c", [.quit(interrupted: true)]),
            ("?Q", [.quit(interrupted: false)]),
            ("?x", []), ("?^c", [.quit(interrupted: true)]),
            // One thing at a time.
            ("TT", [.run(.test(2))]), ("Tj>", [.run(.test(2))]), ("mjdqqq", [.quit(interrupted: false)]),
        ] as [(String, [StepEffect])])
    func `keys ask for what the screen cannot do itself`(keys: String, asked: [StepEffect]) {
        #expect(SteppedExample().pressed(keys).asked == asked, "\(keys)")
    }

    @Test(
        arguments: [
            (1, 1), (1, 80), (2, 20), (3, 3), (5, 40), (9, 80), (10, 10), (24, 80), (24, 119), (24, 120), (60, 250),
        ])
    func `any size has its screen, and every key is answered in it`(rows: Int, columns: Int) {
        var example = SteppedExample(rows: rows, columns: columns, other: "other")
        for key in "jkJKgG -@nNt⏎/x⏎[]Ommd<v<⏎⇥?jk?hl^d^uTB>bu" {
            example.press(String(key))
            #expect(example.screen.cells.count == rows * columns)
        }
        #expect(example.lines.allSatisfy { line in line.count <= columns })
    }

    @Test(arguments: [(119, false), (120, true), (200, true)])
    func `from 120 columns on the patch stands beside the list`(columns: Int, isBeside: Bool) {
        let title = SteppedExample(columns: columns).lines[0]
        #expect(title.contains("2 patch-2") == isBeside)
        #expect(title.contains("│") == isBeside)
    }

    @Test func `a resize keeps the cursors in view`() {
        var example = SteppedExample(patches: 100).pressed("G⏎G")
        for size in [Size(rows: 10, columns: 40), Size(rows: 40, columns: 130), Size(rows: 4, columns: 20)] {
            example.take(.resized(size))
            #expect(example.text.contains("Needle in two"))
        }
        example.take(.resized(Size(rows: 24, columns: 80)))
        #expect(example.text.contains(" - 100"))
        #expect(example.asked.filter { $0 == .redraw }.count == 4)
    }

    @Test func `the cursor is in reverse, and so are words that changed`() {
        #expect(SteppedExample().reversed.map(\.trimmed) == ["> 2  ✗              = patch-2  area: subject of 2"])
        let patch = SteppedExample().pressed("tone⏎").reversed.map(\.trimmed)
        #expect(patch.contains("2") && patch.contains("3") && patch.contains("── src/one.c"))
    }

    @Test func `what was searched for is marked`() {
        let marked = SteppedExample().pressed("⏎/a = ⏎")
        let cells = marked.screen.cells.filter { $0.style == Style(.yellow, isReversed: true) }
        #expect(cells.map(\.text).joined().contains("a = "))
    }

    @Test func `long lines are scrolled to the side, their signs stay`() {
        let diff = "diff --git a/f b/f\n@@ -0,0 +1 @@\n+" + String(repeating: "0123456789", count: 20) + "end\n"
        let example = SteppedExample(diffs: [2: diff]).pressed("⏎G")
        #expect(example.lastLine.hasPrefix("+0123456789") && example.lastLine.hasSuffix("…"))
        #expect(example.pressed("→").lastLine.hasPrefix("+8901234567"))
        #expect(example.pressed("→→←l").lastLine.hasPrefix("+6789012345"))
        #expect(example.pressed("→→←←←h").lastLine.hasPrefix("+0123456789"))
        #expect(example.pressed(String(repeating: "→", count: 20)).lastLine.hasSuffix("end"))
    }

    @Test(
        arguments: [
            ("\u{1B}[2J\u{1B}]0;x\u{7}", "\\033[2J\\033]0;x\\007"), ("a\u{202E}b", "aU+202Eb"), ("日本語", "日本語"),
            ("שלום", "שלום"), ("a\rb", "a\\rb"), ("e\u{301}", "e\u{301}"), ("\u{9B}31m", "U+009B31m"),
            ("\tx", "        x"),
        ])
    func `a stranger's text moves nothing`(text: String, shown: String) {
        var diff = SteppedExample(diffs: [2: "diff --git a/f b/f\n@@ -0,0 +1 @@\n+\(text)\n"]).pressed("⏎G")
        #expect(diff.lastLine == "+" + shown)
        var series = SteppedExample.series(patches: 3)
        series.stages[2].subject = text
        series.stages[2].claims = [SteppedSeries.Claim(text: text, evidence: text)]
        diff.take(.read(series))
        diff.take(.failed(text))
        let bytes = ScreenUpdate(hasColour: true, hasUnicode: true).bytes(from: nil, to: diff.screen)
        let rest = String(decoding: bytes, as: UTF8.self).replacing(/\u{1B}\[[?0-9;]*[hlmHJ]/, with: "")
        #expect(rest.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
        #expect(!rest.unicodeScalars.contains("\u{202E}"))
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }).withoutTrailingBlanks }
}
