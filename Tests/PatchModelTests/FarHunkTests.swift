import PatchModel
import Testing

/// A text too long to be looked through for every hunk, most of it lines that stand in it many times.
@Suite("Hunks far from where they say")
struct FarHunkTests {
    /// 9,000 lines, of which three in four are alike.
    static let text = (1...9000).map { $0 % 4 == 0 ? "line \($0)\n" : "\tfoo();\n" }

    private func apply(_ hunk: String, to text: [String], fuzz: Int = 0) throws -> TextOutcome {
        let patch = try Patch(reading: Array("--- a/f\n+++ b/f\n\(hunk)".utf8), file: "f.patch")
        return patch.changes[0].hunks.apply(to: Array(text.joined().utf8), options: ApplyOptions(fuzz: fuzz))
    }

    /// A hunk for line `of`, a multiple of 4, that states another line.
    private func hunk(stated: Int, of line: Int, context: String = "line %\n") -> String {
        let before = context.replacing("%", with: "\(line)")
        return "@@ -\(stated),4 +\(stated),4 @@\n \(before) \tfoo();\n-\tfoo();\n+\tbar();\n \tfoo();\n"
    }

    @Test("The only place that fits is found, however far", arguments: [(4, 8000), (8000, 4), (6000, 6400)])
    func offset(stated: Int, line: Int) throws {
        guard case .applied(let bytes, let placements) = try apply(hunk(stated: stated, of: line), to: Self.text)
        else {
            Issue.record("does not apply")
            return
        }
        var expected = Self.text
        expected[line + 1] = "\tbar();\n"
        #expect(bytes == Array(expected.joined().utf8))
        #expect(placements == [HunkPlacement(hunk: 1, line: line, offset: line - stated, fuzz: 0)])
    }

    @Test("A line that stands nowhere is seen as fuzz, one that stands often as ambiguous")
    func fuzz() throws {
        var text = Self.text
        text[7000] = "only here\n"
        let hunk = "@@ -400,4 +400,4 @@\n nowhere\n only here\n-\tfoo();\n+\tbar();\n \tfoo();\n"
        guard case .applied(_, let placements) = try apply(hunk, to: text, fuzz: 1) else {
            Issue.record("does not apply")
            return
        }
        #expect(placements == [HunkPlacement(hunk: 1, line: 7000, offset: 6600, fuzz: 1)])
        guard case .failed(let failure) = try apply(hunk, to: Self.text + ["only here\n"], fuzz: 1) else {
            Issue.record("applies where what follows is missing")
            return
        }
        #expect(failure.reason == .notFound)
    }

    @Test("Two places as far from it are ambiguous")
    func ambiguous() throws {
        var text = Self.text
        text[2003] = "twin\n"
        text[6003] = "twin\n"
        let hunk = hunk(stated: 4004, of: 0, context: "twin\n")
        guard case .failed(let failure) = try apply(hunk, to: text) else {
            Issue.record("applies")
            return
        }
        #expect(failure.reason == .ambiguous([2004, 6004]))
    }

    @Test("A last line without a newline is another line than with one")
    func noNewline() throws {
        let end = "\n\\ No newline at end of file\n"
        let hunk = "@@ -10,3 +10,3 @@\n \tfoo();\n-\tfoo();\n+\tbar();\n last\(end)"
        guard case .applied(let bytes, _) = try apply(hunk, to: Self.text.dropLast() + ["\tfoo();\n", "last"]) else {
            Issue.record("does not apply")
            return
        }
        #expect(bytes.suffix(12) == Array("\tbar();\nlast".utf8)[...])
        guard case .failed = try apply(hunk, to: Self.text + ["last\n"]) else {
            Issue.record("applies")
            return
        }
    }
}
