import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

/// What git-mailinfo says of a mail, with the message as git am would commit it.
struct MailInfo: Equatable, CustomStringConvertible {
    var name = ""
    var email = ""
    var subject = ""
    var body = ""
    /// Without blank lines at its end: git-mailinfo adds one after a MIME part.
    var diff: [UInt8] = []

    var description: String { "\(name) <\(email)>\n\(subject)\n\n\(body)\n---- diff\n\(diff.text)" }

    init(git mail: [UInt8], options: [String] = []) throws {
        let folder = try TemporaryFolder()
        let git = try Command.run("git", ["mailinfo"] + options + ["message", "patch"], in: folder.url, input: mail)
        try #require(git.status == 0, "\(git.errors)")
        for line in git.text.split(separator: "\n") {
            if line.hasPrefix("Author: ") { name = String(line.dropFirst(8)) }
            if line.hasPrefix("Email: ") { email = String(line.dropFirst(7)) }
            if line.hasPrefix("Subject: ") { subject = String(line.dropFirst(9)) }
        }
        let message = Array(try Data(contentsOf: folder.file("message")))
        let stripped = try Command.run("git", ["stripspace"], in: folder.url, input: message)
        body = stripped.text.trimmingCharacters(in: .newlines)
        diff = Array(Array(try Data(contentsOf: folder.file("patch"))).trimmedEnd)
    }

    init(ours mail: [UInt8]) throws {
        let message = try #require(Mbox.split(mail[...]).first)
        let read = try MailReader(file: "mail").read(message)
        name = read.header.author?.name ?? ""
        email = read.header.author?.email ?? ""
        subject = read.header.subject
        body = read.header.body
        diff = Array(read.diff.bytes.trimmedEnd)
    }
}

@Suite struct MailInfoTests {
    static let diff = """
        ---
         f | 2 +-

        diff --git a/f b/f
        --- a/f
        +++ b/f
        @@ -1 +1 @@
        -a
        +b
        --\u{20}
        2.39.5

        """

    /// A mail with a diff, from its headers and its message.
    static func mail(_ headers: String, _ message: String = "Why.\n") -> [UInt8] {
        let separator = "From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001\n"
        return Array((separator + headers + "\n" + message + diff).utf8)
    }

    static let froms = [
        "Joe Doe <j@x.org>", "j@x.org", "<j@x.org>", "j@x.org (Joe Doe)", "\"Doe, Joe\" <j@x.org>", "Jo <j@x.org>",
        "\"Joe \\\"Q\\\" Doe\" <j@x.org>", "Joe (work) Doe <j@x.org> (home)", "J.R. \"Bob\" Dobbs <j@x.org>",
        "Joe  \t Doe   <j@x.org>", "=?utf-8?q?J=C3=B6rg?= <j@x.org>", "\"=?utf-8?q?J=C3=B6rg?=\" <j@x.org>",
        "=?utf-8?b?SsO2cmc=?= <j@x.org>", "=?iso-8859-1?q?J=F6rg_M=FCller?= <j@x.org>",
        "=?ISO-8859-15?Q?J=F6rg_=A4?= <j@x.org>", "=?koi8-r?B?6dfBzg==?= <j@x.org>",
        "=?windows-1252?q?J=F6rg_=80?= <j@x.org>", "=?utf-8?q?J=C3=B6?= =?utf-8?q?rg?= X <j@x.org>",
        "=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <j@x.org>", "=?utf-8?q?J=C3=B6rg Doe?= <j@x.org>",
        "Jörg <j@x.org>", "Joe Doe\n <j@x.org>", "\(String(repeating: "a", count: 61)) <j@x.org>",
        "\(String(repeating: "a", count: 60)) <j@x.org>", "\"j@x.org\" <j@x.org>", "Joe <noat>",
        "\"Doe (x)\" <j@x.org>",
    ]

    @Test("The author is git's", arguments: froms) func author(_ from: String) throws {
        let mail = Self.mail("From: \(from)\nSubject: [PATCH] s\n")
        #expect(try MailInfo(ours: mail) == MailInfo(git: mail))
    }

    static let subjects = [
        "[PATCH v2 07/11] mm: foo", "Re: [PATCH] x", "RE: re: x", "[RFC][PATCH 1/2] [net] x", "  : x", "[PATCH x",
        "Aw: [PATCH] x", "x [y] z", "[PATCH] =?utf-8?q?=5Bfoo=5D_x?=", "=?utf-8?q?=5BPATCH_1/2=5D?= x", "re:[PATCH]:x",
        "[] x", "[PATCH]\ttab", "revert: x", "Re[2]: x", "[PATCH] mm/slab: hold\n a mutex", "[PATCH] a\n\tb\n  c",
        "[PATCH] =?utf-8?q?a_long=2C?=\n =?utf-8?q?_folded_=C3=BC?=", "[PATCH] a =?utf-8?q?b?= c", "[PATCH]   a    b  ",
        "[PATCH] =?utf-8?q?=3D=3F?=", "[PATCH] Gr\u{fc}n",
    ]

    @Test("The subject is git's", arguments: subjects) func subject(_ subject: String) throws {
        let mail = Self.mail("From: Joe <j@x.org>\nSubject: \(subject)\n")
        #expect(try MailInfo(ours: mail) == MailInfo(git: mail))
    }

    static let messages = [
        "Why.\n", "\n\nWhy.\n\n\n\nMore.  \n\n", "From: In Body <b@x.org>\n\nWhy.\n",
        "\nFrom: In Body <b@x.org>\nSubject: in\n body\nDate: Tue, 2 Jan 2024 00:00:00 +0100\n\nWhy.\n",
        "Subject: in body\nkey: value\n\nWhy.\n", "Why.\n\nFrom: In Body <b@x.org>\n",
        "From: a <a@x>\nFrom: b <b@x>\n\nWhy.\n",
        "Why.\n--\nNot the end.\n", "Why.\n----\nNot the end.\n", "Why.\n--- \nThe end.\n", "Why.\n---\tfile\nx\n",
        ">From here on\n", "Why.\n\nSigned-off-by: A <a@x>\n", "", "  indented\n",
        "date: Tue, 2 Jan 2024 00:00:00 +0100\nWhy.\n",
        "Why.\nIndex: f\n", "[PATCH] in\n folded\n", "Subject: a\n[PATCH] b\n\nWhy.\n",
        "Why.\ndiff -u f f\n",
    ]

    @Test("Message, in-body headers and the diff are git's", arguments: messages) func message(_ message: String) throws
    {
        let mail = Self.mail("From: Joe <j@x.org>\nSubject: [PATCH] s\n", message)
        #expect(try MailInfo(ours: mail) == MailInfo(git: mail))
    }

    static let scissors = [
        "Talk.\n-- >8 --\nWhy.\n", "Talk.\n---- 8< ----\nFrom: B <b@x.org>\nSubject: cut\n\nWhy.\n",
        "Talk.\n>8\nWhy.\n",
        "From: A <a@x.org>\n\nTalk.\n- - - >8 - - - cut here - - - 8< - - -\n\nWhy.\n", "Talk >8 of it.\n",
        "-- 8< --\n-- 8< --\nx\n",
        "Talk.\n-- >8 -- a long sentence that leads on and on about scissors\nWhy.\n", "Talk.\n%<------\nWhy.\n",
    ]

    @Test("What stands above scissors goes, as with git am --scissors", arguments: scissors)
    func cut(_ message: String) throws {
        let mail = Self.mail("From: Joe <j@x.org>\nSubject: [PATCH] s\n", message)
        #expect(try MailInfo(ours: mail) == MailInfo(git: mail, options: ["--scissors"]))
    }
}
