import PatchModel
import Testing

@Suite("Patches that are wrong")
struct MalformedPatchTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
        let line: Int
        let malformation: Malformation

        init(_ name: String, _ text: String, line: Int, _ malformation: Malformation) {
            (testDescription, self.text, self.line, self.malformation) = (name, text, line, malformation)
        }
    }

    static let git = "diff --git a/f b/f\n"
    static let plain = "--- a/f\n+++ b/f\n"

    static let headers = [
        Case("git header without hunk's file lines", git + "@@ -1 +1 @@\n-a\n+b\n", line: 2, .noFileName),
        Case("hunk before any file", "diff -u a b\n@@ -1 +1 @@\n-a\n+b\n", line: 2, .hunkWithoutFile),
        Case("both absent", "--- /dev/null\n+++ /dev/null\n@@ -0,0 +1 @@\n+x\n", line: 1, .noFileName),
        Case("names differ", git + "--- a/g\n+++ b/g\n@@ -1 +1 @@\n-a\n+b\n", line: 1, .namesDisagree("f", "g")),
        Case("setuid", git + "new file mode 104755\n", line: 2, .badMode("104755")),
        Case("folder", git + "new file mode 040000\n", line: 2, .badMode("040000")),
        Case("short mode", git + "new file mode 100\n", line: 2, .badMode("100")),
        Case("submodule", git + "new file mode 160000\nindex 0000000..1111111\n", line: 1, .badSubmodule("f")),
        Case(
            "submodule of another text",
            git + "index 1111111..2222222 160000\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+Subproject commit 22\n", line: 1,
            .badSubmodule("f")),
        Case(
            "submodule in words", "Submodule lib 1111111..2222222:\n  > one more\n", line: 1,
            .submoduleInWords("Submodule lib 1111111..2222222:")),
        Case(
            "new submodule in words", "Submodule lib 0000000...2222222 (new submodule)\n", line: 1,
            .submoduleInWords("Submodule lib 0000000...2222222 (new submodule)")),
        Case(
            "new and deleted", git + "new file mode 100644\ndeleted file mode 100644\n", line: 1,
            .contradictoryHeader("two kinds of change")),
        Case(
            "half a rename", git + "rename from f\n", line: 1,
            .contradictoryHeader("one half of a rename or copy")),
        Case(
            "new with old lines", git + "new file mode 100644\n--- /dev/null\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n", line: 1,
            .contradictoryHeader("a new file with old lines")),
        Case("nothing after the prefix", git + "--- a/\n+++ b/f\n", line: 2, .nothingLeftAfterStrip("a/", strip: 1)),
        Case("too few folders", "--- f\n+++ f\n@@ -1 +1 @@\n-a\n+b\n", line: 1, .nothingLeftAfterStrip("f", strip: 1)),
        Case("parent", "--- a/../f\n+++ b/../f\n@@ -1 +1 @@\n-a\n+b\n", line: 1, .unsafePath("a/../f", .leavesTree)),
        Case("open quote", git + "--- \"a/f\n+++ b/f\n", line: 2, .badQuoting("\"a/f")),
        Case("ed", "Index: f\n1d\n", line: 2, .edScript),
        Case("normal diff", "diff a b\n3c3\n< a\n---\n> b\n", line: 2, .notUnified),
        Case("context diff", "*** a/f\n--- b/f\n***************\n*** 1 ****\n", line: 3, .notUnified),
        Case(
            "binary without data", git + "Binary files a/f and b/f differ\n", line: 2,
            .binaryWithoutData("Binary files a/f and b/f differ")),
    ]

    static let bodies = [
        Case(
            "count beyond any file", plain + "@@ -1,99999999999 +1 @@\n-a\n+b\n", line: 3,
            .numberTooLarge("99999999999")),
        Case("negative", plain + "@@ -1,-3 +1,-3 @@\n a\n", line: 3, .badHunkHeader("@@ -1,-3 +1,-3 @@")),
        Case("no second half", plain + "@@ -1,3 @@\n a\n", line: 3, .badHunkHeader("@@ -1,3 @@")),
        Case("cut short", plain + "@@ -1,3 +1,3 @@\n a\n-b\n", line: 3, .hunkTooShort(missingOld: 1, missingNew: 2)),
        Case(
            "cut in a line", plain + "@@ -1,2 +1,2 @@\n a\n-b\n+c", line: 6, .hunkTooShort(missingOld: 0, missingNew: 0)
        ),
        Case(
            "next hunk too early", plain + "@@ -1,2 +1 @@\n a\n@@ -5 +5 @@\n-a\n+b\n", line: 5,
            .hunkTooShort(missingOld: 1, missingNew: 0)),
        Case("too long", plain + "@@ -1 +1 @@\n-a\n+b\n+c\n", line: 6, .hunkTooLong("+c")),
        Case("surplus context", plain + "@@ -1 +1 @@\n-a\n+b\n c\n", line: 6, .hunkTooLong(" c")),
        Case("not a line", plain + "@@ -1,2 +1,2 @@\n-a\nwhat\n", line: 5, .badHunkLine("what")),
        Case(
            "newline missing inside", plain + "@@ -1,2 +1,2 @@\n a\n\\ No newline\n-b\n+c\n", line: 5,
            .misplacedNoNewline),
        Case("no change", plain + "@@ -1 +1 @@\n a\n", line: 3, .hunkWithoutChange),
    ]

    @Test("Each is named with its line", arguments: headers + bodies)
    func malformed(_ row: Case) {
        let hunk: Int? = Self.bodies.contains { $0.testDescription == row.testDescription } ? 1 : nil
        let place = SourceLocation(
            file: "x.patch", line: row.line, hunk: row.testDescription == "next hunk too early" ? 1 : hunk)
        #expect(throws: PatchError.malformed(place, row.malformation)) {
            try Patch(reading: Array(row.text.utf8), file: "x.patch")
        }
    }

    @Test(
        "A path that is not safe cannot be made",
        arguments: [
            ("", PathProblem.empty), ("/etc/passwd", .absolute), ("../x", .leavesTree), ("a/../b", .leavesTree),
            ("a/./b", .leavesTree), ("a//b", .emptyComponent), ("a/", .emptyComponent),
            (".git/config", .repositoryFolder),
            ("a/.GIT/x", .repositoryFolder), ("git~1/x", .repositoryFolder), (".git. ./x", .repositoryFolder),
            (".git::$INDEX_ALLOCATION/x", .repositoryFolder), (".g\u{200c}it/x", .repositoryFolder),
            ("a\\.git\\x", .repositoryFolder), ("a\nb", .lineBreak), ("a\rb", .lineBreak), ("a\0b", .nul),
            (String(repeating: "a", count: 256), .tooLong),
        ])
    func unsafePaths(path: String, problem: PathProblem) {
        #expect(throws: problem) { try TreePath(path) }
    }

    @Test(
        "Names that only look like one of git's are fine",
        arguments: [".gitignore", ".github/x", "git/x", "a.git/b", "...", "git~10"])
    func safePaths(path: String) throws {
        #expect(try TreePath(path).description == path)
    }

    @Test("What a message shows is text only, and short")
    func excerpts() throws {
        #expect(Array("a\u{1b}]0;x\u{7}b\r\n".utf8).excerpt == #"a\033]0;x\007b\r\n"#)
        #expect(Array("ünïcode\tstays".utf8).excerpt == "ünïcode\tstays")
        #expect([UInt8](repeating: 0x78, count: 1000).excerpt.count == 201)
        #expect(Array("\u{9b}2J".utf8).printable == #"\2332J"#)
    }
}
