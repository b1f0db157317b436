import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

@Suite struct MailEncodingTests {
    private static let message = "Grüße = good.\n\n" + String(repeating: "word ", count: 30) + "\nFrom: nobody\n"

    private static func quotedPrintable(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var encoded = ""
            var width = 0
            for byte in line.utf8 {
                let isPlain = (0x21...0x7e).contains(byte) && byte != 0x3d || byte == 0x20
                let piece =
                    isPlain
                    ? String(UnicodeScalar(byte)) : "=" + String(Int(byte) + 0x100, radix: 16).dropFirst().uppercased()
                if width + piece.count > 70 {
                    encoded += "=\n"
                    width = 0
                }
                encoded += piece
                width += piece.count
            }
            return encoded.last == " " ? encoded.dropLast() + "=20" : encoded
        }.joined(separator: "\n")
    }

    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]) + "\n"
    }

    private static let text = message + MailInfoTests.diff
    private static let from = "From: Joe Doe <j@x.org>\nSubject: [PATCH] s\nMIME-Version: 1.0\n"
    private static func type(_ value: String, _ encoding: String) -> String {
        "Content-Type: \(value)\nContent-Transfer-Encoding: \(encoding)\n"
    }

    private static let mails: [(name: String, mail: String)] = [
        (
            "quoted-printable",
            from + type("text/plain; charset=UTF-8", "quoted-printable") + "\n" + quotedPrintable(text)
        ),
        ("base64", from + type("text/plain; charset=\"utf-8\"", "BASE64") + "\n" + base64(text)),
        (
            "an attachment",
            from + "Content-Type: multipart/mixed; boundary=\"=_b\"\n\npreamble\n--=_b\n" + type("text/plain", "7bit")
                + "\nWhy.\n---\n--=_b\n" + type("text/x-patch; name=\"a.patch\"", "base64") + "\n"
                + base64(MailInfoTests.diff) + "--=_b--\nepilogue\n"
        ),
        (
            "format=flowed",
            from + type("text/plain; format=flowed", "7bit") + "\nThis is \none.\n  two\n-- \n" + MailInfoTests.diff
        ),
        (
            "format=flowed; delsp=yes",
            from + type("text/plain; format=flowed; DelSp=\"yes\"", "quoted-printable") + "\nOn =\n\ne.\n"
                + MailInfoTests.diff
        ),
    ]

    @Test("Bodies are decoded as git does", arguments: mails) func body(_ name: String, _ mail: String) throws {
        let bytes = Array(mail.utf8)
        #expect(try MailInfo(ours: bytes) == MailInfo(git: bytes))
    }

    @Test(
        "A message in another charset becomes UTF-8, and the diff keeps its bytes",
        arguments: [
            ("iso-8859-1", [0xfc, 0xdf]), ("ISO-8859-15", [0xa4]), ("windows-1252", [0x80, 0x93]),
            ("koi8-r", [0xc1, 0xc2]),
            ("shift_jis", [0x8e, 0x52]), ("gb2312", [0xc4, 0xe3]), ("euc-kr", [0xb0, 0xa1]), ("big5", [0xa4, 0xa4]),
            ("utf-8", [0xc3, 0xbc]),
        ] as [(String, [UInt8])])
    func charset(_ charset: String, _ bytes: [UInt8]) throws {
        let head = Array((Self.from + Self.type("text/plain; charset=\(charset)", "8bit") + "\n").utf8)
        let mail = head + bytes + [10] + Array(MailInfoTests.diff.utf8) + bytes + [10]
        #expect(try MailInfo(ours: mail) == MailInfo(git: mail))
    }

    @Test("Bytes of which nobody says what they are are Latin-1 where they are not UTF-8") func undeclared() throws {
        let mail = Array(Self.from.utf8) + [10, 0xfc, 10] + Array("ü\n".utf8) + Array(MailInfoTests.diff.utf8)
        #expect(try MailInfo(ours: mail).body == "ü\nü")
    }

    @Test("Text parts within parts are read one after the other, and others noted") func nestedParts() throws {
        let mail =
            Self.from + "Content-Type: multipart/mixed;\n boundary=outer\n\n--outer\n"
            + "Content-Type: multipart/alternative; boundary=inner\n\n--inner\n\nWhy.\n--inner\n"
            + Self.type("text/html", "7bit") + "\n<p>Why.\n--inner--\n\n--outer\n"
            + Self.type("text/plain", "quoted-printable") + "\n" + Self.quotedPrintable(MailInfoTests.diff)
            + "--outer--\n"
        let message = try #require(Mbox.split(Array(mail.utf8)[...]).first)
        let read = try MailReader(file: "mail").read(message)
        #expect(read.header.body == "Why.")
        #expect(try read.changes(strip: 1).map(\.insertions) == [1])
        let place = SourceLocation(file: "mail", line: 17)
        #expect(read.notes == [SourceNote(location: place, kind: .partIgnored(type: "text/html"))])
    }

    @Test("A mail with CR LF at its line ends reads as one without, as git-mailsplit has it") func transportLineEnds()
        throws
    {
        let mail = MailInfoTests.mail(Self.from)
        let crlf = mail.flatMap { $0 == 10 ? [13, 10] : [$0] }
        #expect(try MailInfo(ours: crlf) == MailInfo(git: mail))
    }

    private static let refused: [(name: String, mail: String, line: Int, problem: Malformation)] = [
        (
            "base64 that is cut off", from + type("text/plain", "base64") + "\nV2h5\nLgo\n", 8,
            .badTransferEncoding("base64 that is cut off")
        ),
        ("no base64", from + type("text/plain", "base64") + "\nV2h5\nL!go\n", 8, .badTransferEncoding("no base64")),
        (
            "an unknown encoding", from + type("text/plain", "x-uuencode") + "\nbegin\n", 7,
            .badTransferEncoding("x-uuencode")
        ),
        (
            "an unknown charset", from + type("text/plain; charset=x-none", "8bit") + "\nü\n", 7,
            .unknownCharset("x-none")
        ),
        ("a NUL in a header", from + "X-Y: \0\n\nb\n", 4, .nulInHeader),
        (
            "parts without end",
            from + (0...9).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined(),
            30, .source(.nestedTooDeep)
        ),
    ]

    @Test("What cannot be decoded is refused with its line", arguments: refused)
    func refusal(_ name: String, _ mail: String, _ line: Int, _ problem: Malformation) throws {
        #expect(throws: PatchError.malformed(SourceLocation(file: "mail", line: line), problem)) {
            try MailInfo(ours: Array(mail.utf8))
        }
    }
}
