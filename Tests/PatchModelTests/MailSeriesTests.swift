import Testing

@testable import PatchModel

@Suite struct MailSeriesTests {
    /// A mailbox of mails of these subjects; a subject that begins with `!` gets no diff.
    private static func mailbox(_ subjects: [String]) -> SourceFile {
        let mails = subjects.map { subject in
            let hasDiff = subject.first != "!"
            let headers = "From: Joe Doe <j@x.org>\nSubject: \(hasDiff ? subject : String(subject.dropFirst()))\n"
            let mail = MailInfoTests.mail(headers)
            return hasDiff ? mail : mail.text.components(until: "diff --git")
        }
        return SourceFile(name: "s.mbox", bytes: mails.flatMap { $0 })
    }

    private static let ten =
        ["[PATCH v2 02/10] b"] + (3...10).map { "[PATCH v2 \($0)/10] \($0)" } + ["[PATCH v2 1/10] 1"]

    private static let ordered: [(subjects: [String], patches: [String])] = [
        (["[PATCH 2/2] b", "[PATCH 1/2] a"], ["a", "b"]),
        (["![PATCH 0/2] cover", "[PATCH 1/2] a", "[PATCH 2/2] b"], ["a", "b"]),
        (ten, ["1", "b", "3", "4", "5", "6", "7", "8", "9", "10"]),
        (["[PATCH] b", "[PATCH] a"], ["b", "a"]),
        (["b", "a", "!Thanks, applied"], ["b", "a"]),
        (["[PATCH 1/1] a", "!Re: [PATCH 1/1] a", "Re: [PATCH 1/1] a"], ["a"]),
        (["Re: [PATCH] a"], ["a"]),
        (["[PATCH 1/2] a", "[PATCH 2/2] b", "![PATCH v2 0/1] c", "[PATCH v2 1/1] new"], ["new"]),
        (["[PATCH] a", "[PATCH] b", "[PATCH v2] a"], ["b", "a"]),
        (["[PATCH 1/2] a", "[PATCH 2/2] b", "[PATCH 3/2] late"], ["a", "b", "late"]),
        (["[RFC PATCH net-next v3 1/1] a"], ["a"]),
        (["[PATCHv2 1/1] new", "[PATCH 1/1] old"], ["new"]),
        (["[PATCH-v2 1/1] old", "[PATCH stable/6.1 v10 1/1] new"], ["new"]),
    ]

    @Test("Patches are ordered by their numbers, and the rest is left out", arguments: ordered)
    func order(_ subjects: [String], _ expected: [String]) throws {
        let series = try ImportedSeries(reading: [Self.mailbox(subjects)])
        #expect(series.patches.map(\.header.subject) == expected)
    }

    /// As git am takes what a mailbox has.
    @Test(
        "Where that is allowed patches may be missing, and nothing else may be wrong",
        arguments: [
            (["[PATCH 3/3] c", "[PATCH 1/3] a"], ["a", "c"]), (["[PATCH 2/2] b"], ["b"]),
            (["![PATCH 0/3] cover", "[PATCH 2/3] b"], ["b"]),
        ])
    func partial(_ subjects: [String], _ expected: [String]) throws {
        let series = try ImportedSeries(reading: [Self.mailbox(subjects)], allowing: .partialSeries)
        #expect(series.patches.map(\.header.subject) == expected)
        for wrong in [["[PATCH 1/3] a", "[PATCH 1/3] b"], ["[PATCH 1/3] a", "[PATCH 2/4] b"], ["![PATCH 0/2] cover"]] {
            #expect(throws: PatchError.self) {
                try ImportedSeries(reading: [Self.mailbox(wrong)], allowing: .partialSeries)
            }
        }
    }

    private static let refused: [(subjects: [String], line: Int, problem: SourceProblem)] = [
        (["[PATCH 1/3] a", "[PATCH 3/3] c"], 2, .missingNumbers([2], total: 3)),
        (["[PATCH 2/2] b"], 2, .missingNumbers([1], total: 2)),
        (["![PATCH 0/2] cover"], 2, .missingNumbers([1, 2], total: 2)),
        (["[PATCH 1/2] a", "[PATCH 1/2] b"], 18, .duplicateNumber(1, other: SourceLocation(file: "s.mbox", line: 2))),
        (["[PATCH 1/2] a", "[PATCH 2/3] b"], 18, .otherTotal(3, expected: 2)),
        (["[PATCH 1/1] a", "[PATCH] b"], 18, .unnumbered(subject: "b")),
        (["![PATCH 1/1] a"], 2, .noDiff(subject: "a")),
        (["![PATCH] a"], 2, .noDiff(subject: "a")),
        (["[PATCH 0/1] cover", "[PATCH 1/1] a"], 2, .diffInCoverLetter),
        (["!Hello"], 1, .noPatch),
    ]

    @Test("A set of mails that is no whole series is refused with the mail's line", arguments: refused)
    func refusal(_ subjects: [String], _ line: Int, _ problem: SourceProblem) {
        #expect(throws: PatchError.malformed(SourceLocation(file: "s.mbox", line: line), .source(problem))) {
            try ImportedSeries(reading: [Self.mailbox(subjects)])
        }
    }

    @Test("What is left out is said") func notes() throws {
        let subjects = ["[PATCH 1/1] old", "!Re: [PATCH] a", "[PATCH v2 1/1] new", "!Hello"]
        let series = try ImportedSeries(reading: [Self.mailbox(subjects)])
        let expected: [(Int, SourceNote.Kind)] = [
            (18, .replyIgnored(subject: "a")), (2, .olderVersionIgnored(subject: "old", version: 1)),
            (42, .messageIgnored(subject: "Hello")),
        ]
        #expect(
            series.notes
                == expected.map { SourceNote(location: SourceLocation(file: "s.mbox", line: $0.0), kind: $0.1) })
    }

    @Test("The same mail twice counts once") func duplicates() throws {
        let mail = MailInfoTests.mail("Message-Id: <1@x>\nFrom: Joe Doe <j@x.org>\nSubject: [PATCH 1/1] a\n")
        let series = try ImportedSeries(reading: [SourceFile(name: "s.mbox", bytes: mail + mail)])
        #expect(series.patches.count == 1)
        #expect(series.notes.map(\.kind) == [.duplicateIgnored(subject: "a")])
    }

    @Test("The cover letter's text is kept up to its signature") func coverLetter() throws {
        let cover = """
            From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
            From: Joe Doe <j@x.org>
            Subject: [PATCH 0/1] The whole

            Why all of it.

            ---
            Since v1: less.

             f | 2 +-
            --\u{20}
            2.39.5

            """
        let patch = MailInfoTests.mail("From: Joe Doe <j@x.org>\nSubject: [PATCH 1/1] a\n")
        let series = try ImportedSeries(reading: [SourceFile(name: "s.mbox", bytes: Array(cover.utf8) + patch)])
        #expect(series.coverLetter?.subject == "The whole")
        #expect(series.coverLetter?.body == "Why all of it.\n\n---\nSince v1: less.\n\n f | 2 +-")
    }
}

extension String {
    fileprivate func components(until stop: String) -> [UInt8] {
        var text = self[...]
        while !text.isEmpty, !text.hasPrefix(stop) { text = text.dropFirst() }
        return Array(dropLast(text.count).utf8)
    }
}
