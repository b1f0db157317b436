import PatchModel
import Testing

@testable import Workbench

@Suite struct MessageBlockTests {
    private let block = MessageBlock(begin: "[begin]", end: "[end]")
    private static let diff = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"

    private func put(_ lines: [String], _ text: String) throws -> String? {
        let bytes = Array(text.utf8)
        let patch = try Patch(reading: bytes, file: "f.patch", name: PatchName("f"))
        return block.put(lines, into: patch).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        arguments: [
            // What stands in the file, and what comes of it.
            (
                "Subject: s\n\nWhy.\n\nSigned-off-by: A\n---\n",
                "Subject: s\n\nWhy.\n\n[begin]\n1\n[end]\n\nSigned-off-by: A\n---\n"
            ),
            ("Subject: s\n\nWhy.\n---\n", "Subject: s\n\nWhy.\n\n[begin]\n1\n[end]\n---\n"),
            ("Subject: s\n\nWhy.\n\n", "Subject: s\n\nWhy.\n\n[begin]\n1\n[end]\n\n"),
            ("Subject: s\n\nFeature: x\n---\n", "Subject: s\n\n[begin]\n1\n[end]\n\nFeature: x\n---\n"),
            ("Subject: s\n\n---\n", "Subject: s\n\n[begin]\n1\n[end]\n---\n"),
            (
                "Subject: s\n\nWhy.\n\n[begin]\nold\nolder\n[end]\n\nSigned-off-by: A\n---\n",
                "Subject: s\n\nWhy.\n\n[begin]\n1\n[end]\n\nSigned-off-by: A\n---\n"
            ),
        ])
    func `the lines stand before the trailers, in place of older ones`(head: String, result: String) throws {
        let once = try put(["1"], head + Self.diff)
        #expect(once == result + Self.diff)
        #expect(try put(["1"], once!) == once)
    }

    @Test func `an encoded message is left alone`() throws {
        let mail =
            "From: a <a@b>\nSubject: s\nContent-Transfer-Encoding: quoted-printable\n\nWhy =3D.\n---\n" + Self.diff
        #expect(try put(["1"], mail) == nil)
    }
}
