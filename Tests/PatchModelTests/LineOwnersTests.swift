import Testing

@testable import PatchModel

@Suite struct LineOwnersTests {
    /// A text of five lines, and the hunks of one patch after another, without context.
    @Test(
        arguments: [
            ([], "-----"),
            ([["@@ -2 +2 @@\n-2\n+a\n"]], "-1---"),
            ([["@@ -2,2 +1,0 @@\n-2\n-3\n", "@@ -5,0 +4,2 @@\n+a\n+b\n"]], "---11"),
            ([["@@ -0,0 +1 @@\n+a\n"], ["@@ -1,2 +1 @@\n-a\n-1\n+b\n"]], "2----"),
            ([["@@ -1,3 +1,4 @@\n 1\n+a\n 2\n 3\n"], ["@@ -2,2 +2,2 @@\n a\n-2\n+c\n"]], "-12---"),
        ] as [([[String]], String)]) func `a line is of the patch that wrote it last`(
            _ patches: [[String]], _ expected: String
        ) throws
    {
        var owners = LineOwners<Int>(of: Array("1\n2\n3\n4\n5\n".utf8))
        for (index, hunks) in patches.enumerated() {
            let diff = "--- a/f\n+++ b/f\n" + hunks.joined()
            let patch = try Patch(reading: Array(diff.utf8), file: "f.patch")
            owners.apply(patch.changes[0].hunks, of: index + 1)
        }
        #expect(owners.owners.map { $0.map(String.init) ?? "-" }.joined().hasPrefix(expected))
        #expect(owners.owners.count == expected.count)
    }
}
