import Foundation
import PatchbenchTestSupport
import Testing

/// `--allow` and `allow:`: what is refused names the word that lets it in.
@Suite struct AllowTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let word: String
        let base: String
        let path: String
        let patch: String
        let made: String
    }

    /// A change of the second of three lines, in a diff whose lines end in `patch`, for a file whose lines end in
    /// `file`.
    private static func ends(_ name: String, patch: String, file: String) -> Refused {
        let diff = ["--- a/f", "+++ b/f", "@@ -1,3 +1,3 @@", " 1", "-2", "+two", " 3"]
        return Refused(
            testDescription: name, word: "crlf", base: ["1", "2", "3"].map { $0 + file }.joined(), path: "f",
            patch: diff.map { $0 + patch }.joined(), made: ["1", "two", "3"].map { $0 + file }.joined())
    }

    static let refused = [
        ends("a patch with CR LF of a file without", patch: "\r\n", file: "\n"),
        ends("a patch without CR LF of a file with it", patch: "\n", file: "\r\n"),
        Refused(
            testDescription: "a line that reads otherwise than it is", word: "bidi", base: "1\n", path: "f",
            patch: "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-1\n+\u{202E}2\n", made: "\u{202E}2\n"),
        Refused(
            testDescription: "a name that reads otherwise than it is", word: "bidi", base: "1\n", path: "\u{202E}f",
            patch: "--- /dev/null\n+++ b/\u{202E}f\n@@ -0,0 +1 @@\n+1\n", made: "1\n"),
    ]

    private func folder(_ refused: Refused) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(refused.base, to: "base/f")
        try folder.write(refused.patch, to: "x.patch")
        return folder
    }

    private func patchbench(_ words: String, in folder: TemporaryFolder) async throws -> Command {
        try await Command.patchbench(
            words.split(separator: " ").map(String.init), in: folder.url,
            environment: ["HOME": folder.url.path])
    }

    @Test(arguments: refused) func `a refusal names the word, and the word lets it in`(_ refused: Refused) async throws
    {
        let folder = try folder(refused)
        let answer = try await patchbench("apply --base base x.patch --out out", in: folder)
        #expect(answer.status == 2)
        #expect(answer.errors.contains("--allow \(refused.word)"), "\(answer.errors)")
        #expect(!answer.errors.contains("\u{202E}"))
        let allowed = try await patchbench("apply --base base x.patch --out out --allow \(refused.word)", in: folder)
        #expect(allowed.status == 0, "\(allowed.errors)")
        #expect(try folder.text(of: "out/" + refused.path) == refused.made)
    }

    @Test(arguments: refused) func `an import keeps the word in the plan`(_ refused: Refused) async throws {
        let folder = try folder(refused)
        let words = "import x.patch --name other --base base --allow \(refused.word)"
        let imported = try await patchbench(words, in: folder)
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try folder.text(of: "patchbench.yaml").contains("allow: [\(refused.word)]"))
        #expect(try await patchbench("push", in: folder).status == 0)
        #expect(try folder.text(of: ".patchbench/other/work/" + refused.path) == refused.made)
    }

    @Test func `a patch that changes line ends does so, whatever is allowed`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("1\r\n2\r\n", to: "base/f")
        try folder.write("--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-1\r\n-2\r\n+1\n+2\n", to: "x.patch")
        #expect(try await patchbench("apply --base base x.patch --out out --allow crlf", in: folder).status == 0)
        #expect(try folder.text(of: "out/f") == "1\n2\n")
    }
}
