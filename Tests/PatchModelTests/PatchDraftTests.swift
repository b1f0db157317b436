import Testing

@testable import PatchModel

/// A patch's message and diff, edited by a person and put back into its file.
@Suite struct PatchDraftTests {
    private static let diff = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-1\n+2\n"
    private static let mail =
        "From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001\n"
        + "From: Ada <ada@example.org>\nDate: Mon, 28 Mar 2016 14:26:52 +0900\n"

    struct Case: Sendable {
        let head: String
        /// What is typed.
        let message: String
        /// The head that it makes.
        let expected: String
    }

    static let cases = [
        // A quilt header, with and without a message; one line of it stays where it was.
        Case(head: "one\n\nWhy.\n\n", message: "two\n\nBecause.\n", expected: "two\n\nBecause.\n\n"),
        Case(head: "one\n", message: "two", expected: "two\n"), Case(head: "", message: "two", expected: "two\n\n"),
        Case(head: "one\n\nWhy.\n---\n f | 2 +-\n\n", message: "one\n", expected: "one\n---\n f | 2 +-\n\n"),
        // The fields of a mail stay, and the tags of its subject.
        Case(
            head: mail + "Subject: [PATCH v2 1/3] one\nMIME-Version: 1.0\n\nWhy.\n---\n f | 2 +-\n\n",
            message: "two\nlines\n\n\n\nBecause.  \n\nTested-by: Bob <b@example.org>\n\n",
            expected: mail + "Subject: [PATCH v2 1/3] two lines\nMIME-Version: 1.0\n\nBecause.\n\n"
                + "Tested-by: Bob <b@example.org>\n---\n f | 2 +-\n\n"),
        Case(
            head: mail + "Subject: [PATCH] a subject\n on two lines\n\n---\n\n", message: "grün\n",
            expected: mail + "Subject: [PATCH] =?UTF-8?q?gr=C3=BCn?=\n\n---\n\n"),
        Case(head: "Subject: one\n\n---\n\n", message: "grün\n", expected: "Subject: grün\n\n---\n\n"),
        Case(
            head: mail + "Subject: one\n\nFrom: Bob <bob@example.org>\n\nWhy.\n---\n\n", message: "two\n\nBecause.",
            expected: mail + "Subject: two\n\nFrom: Bob <bob@example.org>\n\nBecause.\n---\n\n"),
        // What would end the message, were it not moved by a blank.
        Case(
            head: "one\n---\n\n", message: "one\n\ndiff --git is\n---\nit",
            expected: "one\n\n diff --git is\n ---\nit\n---\n\n"),
    ]

    @Test(arguments: cases) func `a message is put in its place, and the rest of the file stays`(_ case: Case) throws {
        let bytes = Array((`case`.head + Self.diff + "-- \n2.39.5\n").utf8)
        let file = try #require(PatchFile(try Patch(reading: bytes, file: "f.patch")))
        let text = file.text(with: PatchDraft(Array(`case`.message.utf8), hasDiff: false))
        #expect(text.text == `case`.expected + Self.diff + "-- \n2.39.5\n")
    }

    @Test(arguments: ["one\n\nWhy.\n\n", "Subject: one\n\nWhy.\n---\n f | 2 +-\n\n"])
    func `what was not edited makes the same file`(_ head: String) throws {
        let bytes = Array((head + Self.diff).utf8)
        let patch = try Patch(reading: bytes, file: "f.patch")
        let file = try #require(PatchFile(patch))
        let text = PatchDraft.text(of: patch.header, diff: file.sections.flatMap(\.text)[...])
        #expect(text.text == "one\n\nWhy.\n---\n\n" + Self.diff)
        #expect(file.text(with: PatchDraft(text, hasDiff: true)) == bytes)
    }

    @Test func `another diff takes the place of the old one`() throws {
        let patch = try Patch(reading: Array(("one\n\n" + Self.diff).utf8), file: "f.patch")
        let file = try #require(PatchFile(patch))
        let other = Self.diff.replacing("+2", with: "+3")
        #expect(
            file.text(with: PatchDraft(Array(("one\n---\n\n" + other).utf8), hasDiff: true)).text == "one\n\n" + other)
        #expect(file.text(with: PatchDraft(Array("one\n".utf8), hasDiff: true)).text == "one\n\n---\n\n")
    }

    @Test(arguments: [
        ("one\n---\n\n" + diff.replacing("-1 ", with: "-1,2 "), 7), ("one\n" + diff + "@@ -7 +7 @@\n-x\n", 8),
        ("one\n---\n@@ -1 +1 @@\n-1\n+2\n", 3),
    ]) func `a diff that is malformed is refused with the line that was typed`(_ text: String, _ line: Int) throws {
        let draft = PatchDraft(Array(text.utf8), hasDiff: true)
        do {
            try draft.check(file: "typed", strip: 1, allowing: [])
            Issue.record("taken")
        } catch {
            guard case .malformed(let place, _) = error else { throw error }
            #expect(place.file == "typed")
            #expect(place.line == line)
        }
    }

    @Test(arguments: [
        ("", "Feature: x"), ("Why.", "Why.\n\nFeature: x"),
        ("Why.\n\nSigned-off-by: A <a@b>", "Why.\n\nSigned-off-by: A <a@b>\nFeature: x"),
    ]) func `a trailer goes with the others`(_ body: String, _ expected: String) {
        let header = PatchHeader(subject: "s", body: body).adding(Trailer(key: "Feature", value: "x"))
        #expect(header.body == expected)
        #expect(header.values(of: "feature") == ["x"])
    }

    @Test(arguments: [
        (0, "new.patch\none.patch -p0\n# why\n\ntwo.patch"), (1, "one.patch -p0\nnew.patch\n# why\n\ntwo.patch"),
        (2, "one.patch -p0\n# why\n\ntwo.patch\nnew.patch\n"),
    ]) func `a line is added to a series file`(_ index: Int, _ expected: String) throws {
        let text = Array("one.patch -p0\n# why\n\ntwo.patch".utf8)
        let file = try SeriesFile(reading: text, file: "series")
        #expect(file.text(text, inserting: ["new.patch"], at: index).text == expected)
    }

    @Test func `an entry of a series file gets another name`() throws {
        let text = Array(" one.patch\t-p0 # why\ntwo.patch\r\n".utf8)
        let file = try SeriesFile(reading: text, file: "series")
        #expect(file.text(text, renaming: file.entries[0], to: "a").text == " a\t-p0 # why\ntwo.patch\r\n")
        #expect(file.text(text, renaming: file.entries[1], to: "a").text == " one.patch\t-p0 # why\na\r\n")
    }

    /// As git format-patch --always writes it, with the version of git below the message.
    @Test func `a patch of a mailbox may change nothing`() throws {
        let mails = (1...2).map { number in
            Self.mail + "Subject: [PATCH \(number)/2] s\(number)\n\n"
                + (number == 1 ? "Why.\n-- \n2.39.5\n\n\n" : "---\n" + Self.diff)
        }
        let series = try ImportedSeries(reading: [SourceFile(name: "m", bytes: Array(mails.joined().utf8))])
        #expect(series.patches.map(\.changes.count) == [0, 1])
        #expect(series.patches[0].header.body == "Why.")
    }
}
