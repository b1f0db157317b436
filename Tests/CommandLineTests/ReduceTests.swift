import Foundation
import PatchbenchTestSupport
import Testing

/// reduce: the fewest patches, and hunks of them, that still fail.
@Suite struct ReduceTests {
    private let small: SmallSeries

    /// Patch 4 changes lines 1 and 20 of a file, of which only the second makes the check fail.
    init() throws {
        small = try SmallSeries()
        try small.folder.write((1...20).map { "\($0)\n" }.joined(), to: "base/long.txt")
        try small.folder.write(
            """
            Subject: two hunks

            --- a/long.txt
            +++ b/long.txt
            @@ -1,3 +1,3 @@
            -1
            +one
             2
             3
            @@ -18,3 +18,3 @@
             18
             19
            -20
            +twenty

            """, to: "patches/0004-two-hunks.patch")
        try small.edit("patches/series") { $0 + "0004-two-hunks.patch\n" }
    }

    @Test func `a patch that needs another stays with it`() async throws {
        let answer = try await small.patchbench(
            "reduce", "--run", "! grep -q '^4$' value.txt", "--whole-patches", "-o", "left")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.text.hasPrefix("fails with 2 of 4 patches"), "\(answer.text)")
        #expect(
            answer.text.contains("  1 0001-lower-the-value\n") && answer.text.contains("  3 0003-halve-the-value\n"))
        let left = try await small.patchbench("apply", "--base", "base", "left").expectSuccess()
        #expect(left.text.split(separator: "\n").count == 3)
        #expect(try await small.patchbench("reduce", "--run", "true", "-o", "left").status == 2)
    }

    @Test func `of a guilty patch only the guilty hunk is left`() async throws {
        _ = try await small.patchbench("goto", "2")
        let answer = try await small.patchbench("reduce", "--run", "! grep -q twenty long.txt", "--json", "-o", "left")
        #expect(answer.status == 0, "\(answer.errors)")
        let report = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
        let hunks = report?["hunks"] as? [[String: Any]]
        #expect(report?["answer"] as? String == "reduced")
        #expect(hunks?.map { $0["line"] as? Int } == [18] && hunks?.first?["patch"] as? Int == 4)
        // Four patches: two times log2 4; two hunks: two times log2 2.
        #expect(try #require(report?["tests"] as? Int) <= 4 + 2)
        #expect(try small.folder.text(of: "left/0004-two-hunks.patch").contains("+twenty"))
        #expect(try !small.folder.text(of: "left/0004-two-hunks.patch").contains("+one"))
        #expect(try await small.patchbench("top").text == "0002-say-why\n")
    }

    @Test(arguments: [("true", 1, "does not fail"), ("false", 0, "fails without any patch")])
    func `where there is nothing to reduce, that is said`(
        _ command: String, _ status: Int32, _ text: String
    )
        async throws
    {
        let answer = try await small.patchbench("reduce", "--run", command)
        #expect(answer.status == status)
        #expect(answer.text.contains(text))
        #expect(try await small.patchbench("reduce").status == 2)
    }
}
