import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

@Suite struct MailWriterTests {
    private static let authors = [
        Person(name: "Joe Doe", email: "j@x.org"), Person(name: "Doe, John (x)", email: "d@x.org"),
        Person(name: "Jörg Müller", email: "jm@x.org"), Person(name: "J. \"Q\" D\\oe", email: "q@x.org"),
        Person(name: "山田 太郎", email: "y@x.org"),
    ]

    private static let texts: [(subject: String, body: String)] = [
        ("one: a plain change", "Why.\n\nSigned-off-by: Joe Doe <j@x.org>"), ("no body", ""),
        ("zwei: Größe ändern", "Weil es nötig ist.\n\n  indented"),
        ("a subject " + String(repeating: "of many words ", count: 20) + "indeed", "x"),
        ("四つ目: 長い件名" + String(repeating: "です", count: 60), "本文"),
        ("a =?utf-8?q?b?= c", "From: somebody else <s@x.org>\nDate: never\n\nWhy."),
        ("three lines", "x\n--\n----\nFrom here on\n>From there"),
    ]

    private static let headers = authors.enumerated().flatMap { index, author in
        texts.map { text in
            let date = PatchDate(
                seconds: 1_459_142_812 + Int64(index) * 10_000_000, zoneMinutes: [540, 0, -210, 60, -720][index])
            return PatchHeader(author: author, date: date, subject: text.subject, body: text.body)
        }
    }

    private static func diff(_ old: String, _ new: String) -> String {
        "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-\(old)\n+\(new)\n"
    }

    @Test("A patch file and a mail read back as what was written") func roundTrip() throws {
        for header in Self.headers {
            let writer = MailWriter(header, diff: Array(Self.diff("a", "b").utf8)[...])
            #expect(try Patch(reading: writer.patchFile, file: "p").header == header)
            let position = SeriesPosition(version: 2, number: 7, total: 11)
            let tag = MailTag(version: 2, number: 7, total: 11)
            let patch = try Patch(reading: writer.mail(tag, diffstat: " f | 2 +-\n"), file: "p")
            #expect(patch.header.position == position)
            #expect(patch.header.message == header.message)
            #expect(patch.header.author == header.author && patch.header.date == header.date)
            #expect(patch.changes.map(\.insertions) == [1])
        }
    }

    @Test("git am commits the mails as they were meant, with every byte of the files", arguments: [false, true])
    func gitAm(_ hasCarriageReturns: Bool) throws {
        let end = hasCarriageReturns ? "\r" : ""
        let folder = try TemporaryFolder()
        try folder.write("*.mbox\n", to: ".gitignore")
        try folder.write("0\(end)\n", to: "f")
        let mails = Self.headers.enumerated().flatMap { index, header in
            MailWriter(header, diff: Array(Self.diff("\(index)\(end)", "\(index + 1)\(end)").utf8)[...])
                .mail(MailTag(number: index + 1, total: Self.headers.count))
        }
        try folder.write(mails, to: "series.mbox")
        let identity = ["-c", "user.name=C", "-c", "user.email=c@x"]
        for arguments in [
            ["init", "-q"], ["add", "f"], ["commit", "-q", "-m", "base"], ["am", "-q", "series.mbox"],
        ] {
            let git = try Command.run("git", identity + arguments, in: folder.url)
            try #require(git.status == 0, "\(arguments): \(git.text)\(git.errors)")
        }
        #expect(try folder.text(of: "f") == "\(Self.headers.count)\(end)\n")
        let log = try Command.run("git", ["log", "--reverse", "--format=%an|%ae|%aD|%B<<<"], in: folder.url)
        let expected = Self.headers.map { header in
            [header.author?.name ?? "", header.author?.email ?? "", header.date?.mailText ?? "", header.message]
                .joined(separator: "|")
        }
        #expect(Array(log.text.components(separatedBy: "<<<\n").dropLast().dropFirst()) == expected)
    }

    @Test(
        "Lines of a message that would end it are moved by a blank",
        arguments: ["---", "diff --git a/f b/f", "Index: f", "--- a/f", "From x Mon Sep 17 00:00:00 2001"])
    func unsafeLine(_ line: String) throws {
        let header = PatchHeader(subject: "s", body: "Why.\n\(line)\nMore.")
        let writer = MailWriter(header, diff: Array(Self.diff("a", "b").utf8)[...])
        for text in [writer.patchFile, writer.mail()] {
            let patch = try Patch(reading: text, file: "p")
            #expect(patch.changes.count == 1)
            #expect(patch.header.body == "Why.\n \(line)\nMore.")
        }
    }

    @Test(
        "Dates are written as the calendar has them",
        arguments: [
            (0, 0, "Thu, 1 Jan 1970 00:00:00 +0000"), (1_459_142_812, 540, "Mon, 28 Mar 2016 14:26:52 +0900"),
            (951_782_400, 0, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (4_102_444_799, -90, "Thu, 31 Dec 2099 22:29:59 -0130"),
            (-1, 0, "Wed, 31 Dec 1969 23:59:59 +0000"),
        ])
    func date(_ seconds: Int64, _ zone: Int, _ text: String) {
        #expect(PatchDate(seconds: seconds, zoneMinutes: zone).mailText == text)
    }

    @Test("Base64 is the C library's, line by line", arguments: [0, 1, 2, 3, 56, 57, 58, 200]) func base64(_ count: Int)
    {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let reference = Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        #expect(Base64.lines(bytes).text.trimmingCharacters(in: .newlines) == reference)
    }
}
