import Foundation
import Testing

@testable import PatchModel

/// Mails whose patch cannot be told for sure.
@Suite struct MailRefusalTests {
    private static let change = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n"
    private static let other = change.replacingOccurrences(of: "/f", with: "/g")
    private static let from = "From: Joe Doe <j@x.org>\nSubject: [PATCH] s\n"
    private static let flowed = from + "Content-Type: text/plain; format=flowed\n\nWhy.\n---\n"

    /// The diff as a careful mailer sends it: lines that begin with a blank get one more.
    private static let stuffed = change.replacingOccurrences(of: "\n ", with: "\n  ")

    private static let refused: [(name: String, text: String, line: Int, problem: SourceProblem)] = [
        (
            "several mails", from + "\nx\n" + change + "From 1 Mon Sep 17 00:00:00 2001\n" + from + "\n" + change, 14,
            .severalMessages(2)
        ),
        (
            "a diff above the end of the message", from + "\nAs in\n" + other + "\nbut here.\n---\n" + change, 15,
            .diffInMessage
        ),
        ("a second message", "\(from)\n---\n\(change)\n---\n\(other)", 14, .diffInMessage),
        ("an indented diff", "Why.\n\n  --- a/f\n  +++ b/f\n  @@ -1 +1 @@\n\n" + change, 3, .indentedDiff),
        (
            "flowed, a line that ended in a blank", flowed + stuffed.replacingOccurrences(of: "+c\n", with: "+c \n"),
            10,
            .damagedByFlowedFormat(.hunkTooShort(missingOld: 1, missingNew: 1))
        ),
        (
            "flowed, lines that were not stuffed", flowed + change, 11,
            .damagedByFlowedFormat(.badHunkLine("a"))
        ),
    ]

    @Test("A mail that may be read in two ways, or was damaged, is refused with the line", arguments: refused)
    func refusal(_ name: String, _ text: String, _ line: Int, _ problem: SourceProblem) {
        let error = #expect(throws: PatchError.self) { try Patch(reading: Array(text.utf8), file: "m") }
        guard case .malformed(let place, .source(let found)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == problem)
        #expect(place.line == line)
    }

    private static let read: [(name: String, text: String)] = [
        ("a separator, then a signature", from + "\nWhy.\n---\n" + change + "-- \n2.39\n---\nfooter\n"),
        ("flowed, but stuffed as it must be", flowed + stuffed),
        ("flowed, a break within an added line", flowed + stuffed.replacingOccurrences(of: "+c\n", with: "+c \nc\n")),
        (
            "an indented diff in a mail, where git goes by",
            from + "\nWhy.\n\n  --- a/f\n  +++ b/f\n  @@ -1 +1 @@\n---\n" + change
        ),
        (
            "a removed line of two minus signs",
            from + "\nWhy.\n---\n" + change.replacingOccurrences(of: "-b\n", with: "---\n") + other
        ),
        ("a separator between the message and two files", from + "\nWhy.\n---\n f | 2\n\n" + change + other),
        ("a file with text above its diff", "Why.\n\nIndented:\n  --- nothing\n\n" + change),
    ]

    private static let nuls: [(text: String, line: Int, problem: Malformation)] = [
        (from + "X-Y: \0\n\n" + change, 3, .nulInHeader),
        ("Subject: =?utf-8?q?a=00b?=\n\n" + change, 1, .nulInHeader),
        (from + "\nWhy\0.\n" + change, 4, .source(.nulInMessage)),
        (from + "Content-Transfer-Encoding: quoted-printable\n\nWhy=00.\n" + change, 5, .source(.nulInMessage)),
    ]

    @Test("A NUL that would end a commit's message or header is refused", arguments: nuls)
    func nul(_ text: String, _ line: Int, _ problem: Malformation) {
        #expect(throws: PatchError.malformed(SourceLocation(file: "m", line: line), problem)) {
            try Patch(reading: Array(text.utf8), file: "m")
        }
    }

    @Test("An author without an address is none, and said to be", arguments: ["<>", "\"\" <>", "."])
    func noAuthor(_ field: String) throws {
        let mail = MailInfoTests.mail("From: \(field)\nSubject: [PATCH] s\n")
        let series = try ImportedSeries(reading: [SourceFile(name: "a.mbox", bytes: mail)])
        #expect(series.patches.first?.header.author == nil)
        #expect(series.notes.map(\.kind) == [.badAuthor(field)])
    }

    @Test("What is only odd is read", arguments: read) func odd(_ name: String, _ text: String) throws {
        let patch = try Patch(reading: Array(text.utf8), file: "m")
        let lines = patch.changes.flatMap(\.hunks).flatMap(\.lines)
        #expect(lines.count { $0.kind == .added } == patch.changes.count)
        #expect(lines.allSatisfy { $0.kind == .removed || ["a\n", "c\n", "c c\n", "d\n"].contains($0.text.text) })
    }

    @Test("A patch and its errors know their lines in an encoded mail") func lines() throws {
        let head = Self.from + "Content-Transfer-Encoding: quoted-printable\n\nA long=\n=20line.\n---\n"
        let patch = try Patch(reading: Array((head + Self.change).utf8), file: "m")
        #expect(patch.changes.map(\.sourceLine) == [8])
        #expect(patch.changes.flatMap(\.hunks).map(\.sourceLine) == [11])
        let short = head + Self.change.replacingOccurrences(of: " d\n", with: "")
        #expect(
            throws: PatchError.malformed(
                SourceLocation(file: "m", line: 11, hunk: 1), .hunkTooShort(missingOld: 1, missingNew: 1))
        ) {
            try Patch(reading: Array(short.utf8), file: "m")
        }
    }
}
