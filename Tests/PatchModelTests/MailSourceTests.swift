import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

/// Series that git itself makes, read by us and applied by git am.
@Suite struct MailSourceTests {
    /// A repository with commits that are hard on mail: long and foreign subjects, foreign authors, trailers, odd
    /// lines.
    private static func repository() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let commits: [(author: String, message: String)] = [
            ("Joe Doe <j@x.org>", "one: a plain change\n\nWhy.\n\nSigned-off-by: Joe Doe <j@x.org>"),
            (
                "Jörg Müller <jm@x.org>",
                "zwei: Größe ändern\n\nWeil es nötig ist.\n\n  indented\n\nLink: https://x.org/1"
            ),
            (
                "\"Doe, John (x)\" <d@x.org>",
                "three: a subject " + String(repeating: "of many words ", count: 12) + "indeed"
            ),
            ("山田 太郎 <y@x.org>", "四つ目: 長い件名" + String(repeating: "です", count: 40) + "\n\n本文"),
            (
                "Joe Doe <j@x.org>",
                "five: [a] bracket: and \"quotes\" =?utf-8?q?x?= end\n\nFrom here\n>From there\n-- \nx"
            ),
        ]
        try #require(try run(folder, ["init", "-q"]).status == 0)
        for (index, commit) in commits.enumerated() {
            try folder.write((0...index).map { "line \($0)\n" }.joined(), to: "f")
            _ = try run(folder, ["add", "-A"])
            let git = try run(folder, ["commit", "-q", "--author", commit.author, "-m", commit.message], date: index)
            try #require(git.status == 0, "\(git.errors)")
        }
        return folder
    }

    private static func run(_ folder: TemporaryFolder, _ arguments: [String], date: Int = 0) throws -> Command {
        let date = "2016-03-28T14:26:5\(date)+0\(date)30"
        return try Command.run(
            "git", ["-c", "user.name=C", "-c", "user.email=c@x"] + arguments, in: folder.url,
            environment: ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date])
    }

    /// Author, date and message of each commit that git am makes of a mailbox.
    private static func commitsOfAm(_ mailbox: [UInt8]) throws -> [String] {
        let target = try TemporaryFolder()
        try target.write("*.mbox\n", to: ".gitignore")
        try target.write(mailbox, to: "series.mbox")
        try #require(try run(target, ["init", "-q"]).status == 0)
        var am = try run(target, ["am", "-q", "series.mbox"])
        if am.status != 0 {
            // It stops at a cover letter, which has nothing to apply.
            am = try run(target, ["am", "--skip"])
        }
        try #require(am.status == 0, "\(am.errors)")
        return try run(target, ["log", "--reverse", "--format=%an|%ae|%at|%B<<<"]).text
            .components(separatedBy: "<<<\n").dropLast()
    }

    /// The same of what we read.
    private static func lines(_ series: ImportedSeries) -> [String] {
        series.patches.map { patch in
            let header = patch.header
            return [header.author?.name, header.author?.email, header.date.map { "\($0.seconds)" }]
                .map { $0 ?? "" }.joined(separator: "|") + "|" + header.message
        }
    }

    private static let options: [[String]] = [
        [], ["--attach"], ["--inline"], ["--cover-letter"], ["-N", "--no-stat"], ["--encode-email-headers"],
        ["-v3", "--rfc", "--thread=shallow"], ["--from=C <c@x>"], ["--signoff", "--no-signature"],
    ]

    @Test("What git format-patch writes is read as git am commits it", arguments: options)
    func formatPatch(_ options: [String]) throws {
        let folder = try Self.repository()
        let box = try Self.run(folder, ["format-patch", "--stdout", "--root"] + options)
        try #require(box.status == 0, "\(box.errors)")
        let series = try ImportedSeries(reading: [SourceFile(name: "series.mbox", bytes: box.output)])

        #expect(try Self.lines(series) == Self.commitsOfAm(box.output))
        #expect((series.coverLetter != nil) == options.contains("--cover-letter"))
    }

    @Test("A folder of mails reads as their mailbox, and its patches have the names that git gives") func names() throws
    {
        let folder = try Self.repository()
        let written = try Self.run(folder, ["format-patch", "--root", "-o", "out"])
        let paths = written.text.split(separator: "\n").map(String.init)
        let files = try paths.reversed().map { path in
            SourceFile(name: path, bytes: Array(try Data(contentsOf: folder.file(path))))
        }
        let box = try Self.run(folder, ["format-patch", "--stdout", "--root"])
        let mails = try ImportedSeries(reading: files)
        let series = try ImportedSeries(reading: [SourceFile(name: "a.mbox", bytes: box.output)])
        #expect(mails.patches.map(\.name) == series.patches.map(\.name))
        #expect(series.patches.map { "out/\($0.name).patch" } == paths)
        #expect(mails.patches.map(\.header) == series.patches.map(\.header))
    }

    @Test("Of a quilt folder, what its series names is read, with its options") func quilt() throws {
        let diff = "--- f\n+++ f\n@@ -1 +1 @@\n-a\n+b\n"
        let files = [
            ("q/series", "# comment\n\nsub/two.patch -p0 # why\none.diff -p0 -R\n"),
            ("q/one.diff", "One\n\nWhy.\n" + diff),
            ("q/other.patch", diff), ("q/sub/two.patch", diff), ("readme", "x\n"),
        ].map { SourceFile(name: $0, bytes: Array($1.utf8)) }
        let series = try ImportedSeries(reading: files)
        #expect(series.patches.map(\.name.text) == ["sub/two", "one"])
        #expect(series.patches.map(\.header.subject) == ["two", "One"])
        #expect(series.patches.map { $0.changes[0].hunks[0].lines[0].kind } == [.removed, .added])
        #expect(series.notes.map(\.kind) == [.messageIgnored(subject: "x")])
        let place = SourceLocation(file: "q/series", line: 3)
        #expect(throws: PatchError.malformed(place, .source(.missingFile("sub/two.patch")))) {
            try ImportedSeries(reading: Array(files.prefix(3)))
        }
    }

    private static let kinds: [(name: String, text: String, kind: SourceFile.Kind)] = [
        ("a/series", "x.patch\n", .quiltSeries),
        ("a.patch", "From 1 Mon Sep 17 00:00:00 2001\nSubject: x\n\n", .mailbox),
        ("a.patch", "From: a@x\nSubject: x\n\n", .mail), ("a.eml", "Received: by x\n\tfor y\nFrom: a@x\n\n", .mail),
        ("a.diff", "diff --git a/f b/f\n", .diff), ("a.diff", "Explanation: x\n\n--- f\n", .diff),
        ("a.diff", "", .diff),
        ("my-series", "--- f\n", .diff),
    ]

    @Test("A file is told by its name or its first line", arguments: kinds)
    func kind(_ name: String, _ text: String, _ kind: SourceFile.Kind) {
        #expect(SourceFile(name: name, bytes: Array(text.utf8)).kind == kind)
    }
}
