import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

@Suite struct MailDateTests {
    private static let dates = [
        "Mon, 28 Mar 2016 14:26:52 +0900", "28 Mar 2016 14:26:52 +0900", "Mon, 28 Mar 2016 14:26 +0900",
        "Mon, 28 Mar 2016 14:26:52 GMT", "28 Mar 2016 14:26:52 EST", "Mon, 28 Mar 2016 14:26:52 PDT",
        "Mon, 28 Mar 2016 14:26:52 CEST", "Mon, 28 Mar 2016 14:26:52 +0200 (CEST)", "Mon, 28 Mar 2016 14:26:52 -0000",
        "Mon, 28 Mar 2016 14:26:52 Z", "Mon, 28 Mar 2016 14:26:52", "Mon, 28 Mar 2016 14:26:52 +02:00",
        "Mon, 28 Mar 2016 14:26:52 +02", "Mon Mar 28 14:26:52 2016 +0900", "Mon Mar 28 14:26:52 2016",
        "2016-03-28 14:26:52 +0900", "2016-03-28T14:26:52+0900", "2016-03-28T14:26:52+09:00", "2016-03-28T14:26:52Z",
        "2016-03-28 14:26:52.123 +0900", "@1459142812 +0900", "1459142812 -0330", "Mon,28 Mar 2016 14:26:52 +0900",
        "Mon, 28 March 2016 14:26:52 +0900", "Mon, 28 Mar 2016 14:26:52 +1345", "Mon, 28 Mar 2016 14:26:52 +9999",
        "Thu, 29 Feb 2024 00:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "Thu, 31 Dec 2099 23:59:59 +0000",
        "Fri, 1 Jan 99 00:00:00 +0000",
    ]

    @Test("A date is the one that git reads", arguments: dates) func date(_ text: String) throws {
        let folder = try TemporaryFolder()
        let person = ["GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "b", "GIT_AUTHOR_DATE": text]
        let git = try Command.run("git", ["var", "GIT_AUTHOR_IDENT"], in: folder.url, environment: person)
        let words = git.text.split(whereSeparator: \.isWhitespace).suffix(2)
        let date = try #require(MailDate.parse(text))
        let zone = abs(date.zoneMinutes)
        let digits = String(10_000 + zone / 60 * 100 + zone % 60).dropFirst()
        #expect(["\(date.seconds)", (date.zoneMinutes < 0 ? "-" : "+") + digits] == words.map(String.init))
    }

    @Test(
        "What is no date is none",
        arguments: [
            "", "nonsense", "Mon, 28 Mar 2016", "Mon, 28 Mar 2016 25:26:52 +0900", "Mon, 32 Mar 2016 14:26:52 +0900",
            "@x",
        ])
    func noDate(_ text: String) {
        #expect(MailDate.parse(text) == nil)
    }

    @Test(
        "A date that no commit can have is left out, and said to be",
        arguments: [
            "Fri, 1 Jan 1960 00:00:00 +0000", "Fri, 1 Jan 2100 00:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0900",
            "soon",
        ])
    func badDate(_ text: String) throws {
        let mail = MailInfoTests.mail("From: Joe Doe <j@x.org>\nDate: \(text)\nSubject: [PATCH] s\n")
        let series = try ImportedSeries(reading: [SourceFile(name: "a.mbox", bytes: mail)])
        #expect(series.patches.first?.header.date == nil)
        #expect(series.notes.map(\.kind) == [.badDate(text)])
    }
}
