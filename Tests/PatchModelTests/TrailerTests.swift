import PatchModel
import PatchbenchTestSupport
import Testing

@Suite("Trailers")
struct TrailerTests {
    static let bodies = [
        "Why.\n\nFeature: racy-colour\nSigned-off-by: A <a@b>",
        "Why.\n\nFeature: a",
        "Feature: a",
        "Why.\n\nNote: this is text\nthat goes on\nand on",
        "Why.\n\ntext\nSigned-off-by: A <a@b>",
        "Why.\n\ntext\ntext\ntext\ntext\nSigned-off-by: A <a@b>",
        "Why.\n\nClaim: same-behaviour\n  as before\nFeature: x",
        "Why.\n\nFeature: a\n\nLast words",
        "Why.\n\n(cherry picked from commit 1234)\nFeature: b",
        "Why.\n\nhttp://example.org\nFeature: b",
    ]

    @Test("They are those that git finds", arguments: bodies)
    func asGit(body: String) throws {
        let folder = try TemporaryFolder()
        let header = PatchHeader(subject: "subject", body: body)
        let parse = try Command.run(
            "git", ["interpret-trailers", "--parse"], in: folder.url, input: Array(header.message.utf8))
        let found = header.trailers.map { "\($0.key): \($0.value)\n" }.joined()
        #expect(found == parse.text)
    }

    @Test("Feature and claims are read from them")
    func feature() throws {
        let text = "Subject: x\n\nWhy.\n\nFeature: racy-colour\nClaim: alloc 0.85\nclaim: same-behaviour\n---\n"
        let patch = try Patch(reading: Array(text.utf8), file: "x.patch")
        #expect(patch.feature == FeatureFlag("racy-colour"))
        #expect(patch.claims == ["alloc 0.85", "same-behaviour"])
    }
}
