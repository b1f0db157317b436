import Testing

@testable import patchbench

@Suite struct PagerTests {
    @Test(
        arguments: [
            (["show", "1"], [:], "less"), (["show"], ["PAGER": "more"], "more"),
            (["diff"], ["PATCHBENCH_PAGER": "most", "PAGER": "more"], "most"), (["diff"], ["PAGER": "cat"], nil),
            (["diff"], ["PATCHBENCH_PAGER": ""], nil), (["show"], ["TERM": "dumb"], nil), (["push"], [:], nil),
            ([], [:], nil),
        ] as [([String], [String: String], String?)]) func `the pager is chosen as by git`(
            _ words: [String], _ environment: [String: String], _ pager: String?
        )
    {
        #expect(Pager.command(for: words, environment: environment) == pager)
    }

    @Test(
        arguments: [
            (["LANG": "C"], true), (["LANG": "de_DE.UTF-8"], false), (["LANG": "de_DE.utf8", "LC_ALL": "POSIX"], true),
            (["LANG": "de_DE.ISO-8859-1"], true), ([:], false), (["LC_ALL": "", "LANG": "C.UTF-8"], false),
        ] as [([String: String], Bool)]) func `signs are ASCII where the locale names another encoding`(
            _ environment: [String: String], _ isPlain: Bool
        )
    {
        #expect(PlainSigns.areWanted(environment) == isPlain)
    }

    @Test func `only the tool's own signs change, one for one`() {
        #expect(PlainSigns.write("✓ ✗ · × … Größe \u{201C}x\u{201D}") == "+ X . x ~ Größe \"x\"")
    }
}
