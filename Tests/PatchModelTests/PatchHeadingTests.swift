import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

/// What stands above a diff that is no mail.
@Suite struct PatchHeadingTests {
    private static let diff = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"

    static let amForms = [
        """
        # HG changeset patch
        # User Joe Doe <j@x.org>
        # Date 1459142812 -32400
        #      Mon Mar 28 14:26:52 2016 +0900
        # Node ID 0123456789abcdef0123456789abcdef01234567
        # Parent  fedcba9876543210fedcba9876543210fedcba98
        one: a change

        Why.

        From here on it is text.


        """,
        "# HG changeset patch\n# User Jörg <j@x.org>\n# Date 1459142812 12600\n\nzwei\n\nWarum.\n",
        "# HG changeset patch\n# User Joe <j@x.org>\n# Date 0 0\nsubject: in a field\n\nWhy.\n",
        "one: a change\n\nFrom: Joe Doe <j@x.org>\nDate: Mon, 28 Mar 2016 14:26:52 +0900\n\nWhy.\n\nMore.\n---\n\n",
        "one: a change\n\nAuthor: Joe Doe <j@x.org>\nDate: 2016-03-28 14:26:52 +0900\n\n\nWhy.\n---\n f | 2 +-\n\n",
        "one: a change\n\nDate: 2016-03-28 14:26:52 +0900\nFrom: Joe <j@x.org>\n\nAcked-by: J <j@x.org>\n---\n\n",
    ]

    /// Author, date and message of the commit that git am makes.
    private func commit(ofAm text: String) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write("a\n", to: "f")
        // Of standard input git am does not ask what form it has.
        try folder.write(text, to: "x.patch")
        let run = { (words: [String]) in
            try Command.run("git", ["-c", "user.name=C", "-c", "user.email=c@x"] + words, in: folder.url)
        }
        for words in [["init", "-q"], ["add", "f"], ["commit", "-qm", "base"], ["am", "-q", "x.patch"]] {
            try run(words).expectSuccess()
        }
        return try run(["log", "-1", "--format=%an|%ae|%at|%ai|%B<<<"]).text
    }

    @Test("What hg export and StGit write is read as git am reads it", arguments: amForms)
    func asGitAm(_ heading: String) throws {
        let text = heading + Self.diff
        let header = try Patch(reading: Array(text.utf8), file: "p").header
        let author = try #require(header.author)
        let date = try #require(header.date)
        let theirs = try commit(ofAm: text)
        #expect(theirs.hasPrefix("\(author.name)|\(author.email)|\(date.seconds)|"))
        let zone = date.zoneMinutes
        let digits = String(10_000 + abs(zone) / 60 * 100 + abs(zone) % 60).dropFirst()
        #expect(theirs.contains(" \(zone < 0 ? "-" : "+")\(digits)|\(header.message)<<<"), "\(theirs)")
    }

    @Test("A file of hg export may hold several patches") func changesets() throws {
        let one = Self.amForms[0] + Self.diff
        let two = Self.amForms[1] + Self.diff.replacing("f\n", with: "g\n")
        let series = try ImportedSeries(reading: [SourceFile(name: "x.txt", bytes: Array((one + two).utf8))])
        #expect(series.patches.map(\.header.subject) == ["one: a change", "zwei"])
        #expect(series.patches.map { $0.changes.map(\.path.description) } == [["f"], ["g"]])
    }

    struct DebianCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let author: String?
        let subject: String
    }

    /// Author and subject are those that `gbp.patch_series.Dep3Patch` of git-buildpackage 0.9.30 gives.
    static let debian = [
        DebianCase(
            testDescription: "description, author",
            text:
                "Description: one: a change\n Why.\n .\n More.\nAuthor: Joe Doe <j@x.org>\nLast-Update: 2016-03-28\n\n",
            author: "Joe Doe <j@x.org>", subject: "one: a change"),
        DebianCase(
            testDescription: "a description that begins below its field",
            text: "Description:\n one: a change\n Why.\nForwarded: no\nAuthor: Joe <j@x.org>\n---\n",
            author: "Joe <j@x.org>",
            subject: "one: a change"),
        DebianCase(
            testDescription: "a mail's fields go before",
            text:
                "From: Joe <j@x.org>\nSubject: one\nAuthor: Other <o@x.org>\nDescription: two\nOrigin: v\n\nWhy.\n",
            author: "Joe <j@x.org>", subject: "one"),
        DebianCase(
            testDescription: "no description", text: "Author: Joe <j@x.org>\nOrigin: vendor\n\nWhy.\n",
            author: "Joe <j@x.org>",
            subject: "some-name"),
        DebianCase(
            testDescription: "origin and a bug with a name",
            text: "Bug-Debian: https://bugs.debian.org/1\nDescription: one\nFrom: Joe <j@x.org>\n",
            author: "Joe <j@x.org>", subject: "one"),
        DebianCase(
            testDescription: "no author", text: "Description: one\nForwarded: not-needed\n\n", author: nil,
            subject: "one"),
    ]

    @Test("Debian's fields are read as git-buildpackage reads them", arguments: debian)
    func fields(_ row: DebianCase) throws {
        let patch = try Patch(reading: Array((row.text + Self.diff).utf8), file: "debian/patches/0012-some-name.patch")
        #expect(patch.header.author.map { "\($0.name) <\($0.email)>" } == row.author)
        #expect(patch.header.subject == row.subject)
        #expect(patch.changes.count == 1)
    }

    @Test("Nothing that Debian's fields say is lost") func kept() throws {
        let header = try Patch(reading: Array((Self.debian[0].text + "Free text.\n" + Self.diff).utf8), file: "p")
            .header
        #expect(header.body == "Why.\n\nMore.\n\nLast-Update: 2016-03-28\n\nFree text.")
        let mail = "From 1 Mon Sep 17 00:00:00 2001\nFrom: Joe <j@x.org>\nSubject: [PATCH] two\n\nOf the mail.\n---\n"
        let both = try Patch(reading: Array(("Description: one\nBug: 1\n\n" + mail + Self.diff).utf8), file: "p").header
        #expect(both.subject == "one")
        #expect(both.author?.email == "j@x.org")
        #expect(both.body == "Bug: 1\n\ntwo\n\nOf the mail.")
        let text = try Patch(reading: Array(("Words.\n\n" + mail + Self.diff).utf8), file: "p").header
        #expect(text.subject == "two")
        #expect(text.body == "Words.\n\nOf the mail.")
    }
}
