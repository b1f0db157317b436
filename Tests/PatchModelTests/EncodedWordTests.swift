import Testing

@testable import PatchModel

@Suite struct EncodedWordTests {
    @Test(
        "The examples of RFC 2047 decode as the RFC says",
        arguments: [
            ("(=?ISO-8859-1?Q?a?=)", "(a)"), ("(=?ISO-8859-1?Q?a?= b)", "(a b)"),
            ("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"), ("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)"),
            ("(=?ISO-8859-1?Q?a_b?=)", "(a b)"), ("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"),
            ("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>", "Keith Moore <moore@cs.utk.edu>"),
            ("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <keld@dkuug.dk>", "Keld Jørn Simonsen <keld@dkuug.dk>"),
            ("=?ISO-8859-1?Q?Andr=E9?= Pirard <PIRARD@vm1.ulg.ac.be>", "André Pirard <PIRARD@vm1.ulg.ac.be>"),
            (
                "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= "
                    + "=?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
                "If you can read this you understand the example."
            ),
            (
                "(=?iso-8859-8?b?7eXs+SDv4SDp7Oj08A==?=)",
                "(\u{5dd}\u{5d5}\u{5dc}\u{5e9} \u{5df}\u{5d1} \u{5d9}\u{5dc}\u{5d8}\u{5e4}\u{5e0})"
            ),
        ])
    func rfcExamples(_ text: String, _ decoded: String) {
        #expect(EncodedWord.decodeAll(in: Array(text.utf8)[...]) == decoded)
    }

    @Test(
        "What is no encoded word, or cannot be decoded, stays as it is",
        arguments: [
            "=?utf-8?q?a", "=?utf-8?x?a?=", "=?", "=?=", "=??q?", "a = b ?= c", "=?utf-8?b?!?=", "=?x-none?q?a?=",
            "=?utf-8//TRANSLIT?q?a=C3=BC?=", "=?iso-2022-jp-3?q?a?=", "",
        ])
    func literal(_ text: String) {
        #expect(EncodedWord.decodeAll(in: Array(text.utf8)[...]) == text)
    }

    @Test("A character that is cut between two words is put together") func cutCharacter() {
        #expect(EncodedWord.decodeAll(in: Array("=?utf-8?q?J=C3?= =?utf-8?q?=B6rg?=".utf8)[...]) == "Jörg")
    }

    @Test(
        "No field puts a line break, a NUL, < or > into an identity",
        arguments: [
            "=?UTF-8?Q?=41=0A=63=6F=6D=6D=69=74=74=65=72=20=3C=72=40=72=3E?= <a@example.org>",
            "=?UTF-8?Q?A=0AB?= <a@example.org>", "=?UTF-8?Q?A=00B?= <a@example.org>", "A <b <a@example.org>> c",
            "=?UTF-8?Q?A=0D=0AB?= <=?UTF-8?Q?a=0Ab=40x?=>", "=?UTF-8?Q?A_=3Ca=40example.org=3E=0A?=", "<<>>", ">", "\"",
            "(((", "",
        ])
    func injection(_ field: String) {
        let person = Person(mailbox: Array(field.utf8))
        let forbidden: Set<Character> = ["\n", "\r", "\r\n", "\0", "<", ">"]
        #expect(forbidden.isDisjoint(with: (person?.name ?? "") + (person?.email ?? "")))
        #expect(person == nil || !(person?.name.isEmpty ?? true) && !(person?.email.isEmpty ?? true))
    }

    @Test("An encoded word cannot put another address in the place of the mail's") func address() {
        let field = "=?UTF-8?Q?root_=3Croot=40evil=3E?= <a@example.org>"
        #expect(Person(mailbox: Array(field.utf8))?.email == "a@example.org")
    }
}
