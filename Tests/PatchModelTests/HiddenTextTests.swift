import PatchModel
import Testing

/// Text that is not what it seems is noted, each kind once, and silenced by name.
@Suite struct HiddenTextTests {
    private func notes(_ patches: [String], allowing allowed: PatchPolicy = []) throws -> [SourceNote.Kind] {
        let read = try patches.enumerated().map { number, text in
            try Patch(reading: Array(text.utf8), file: "\(number).patch")
        }
        let series = try Series(name: "s", patches: read)
        return (series.patches.flatMap { $0.hiddenText(allowing: allowed) } + series.alikeNames(allowing: allowed))
            .map(\.kind)
    }

    private static func patch(_ path: String, _ added: String, subject: String = "x") -> String {
        "Subject: \(subject)\n\n--- a/\(path)\n+++ b/\(path)\n@@ -1 +1,3 @@\n one\n+\(added)\n+\(added)\n"
    }

    @Test(arguments: [
        "zero\u{200B}width", "tag\u{E0041}", "mark\u{FEFF}", "selector\u{FE0F}", "selector\u{E0101}", "soft\u{AD}",
    ]) func `F15: added text that shows nothing is noted once a patch`(_ text: String) throws {
        let patch = Self.patch("f", text)
        let scalar = try #require(text.unicodeScalars.first { $0.value > 0x7f }).value
        let path = try #require(try Patch(reading: Array(patch.utf8), file: "f").changes.first).path
        #expect(try notes([patch]) == [.invisibleText(in: path, line: 2, scalar: scalar, more: 1)])
        #expect(try notes([patch], allowing: .invisibleText).isEmpty)
    }

    @Test func `F15: what is removed, and letters of any language, are not`() throws {
        #expect(try notes([Self.patch("f", "größer, 大きい, больше")]).isEmpty)
        #expect(try notes(["--- a/f\n+++ b/f\n@@ -1,2 +1 @@\n one\n-zero\u{200B}width\n"]).isEmpty)
    }

    @Test func `F15: a subject that shows in another order is noted`() throws {
        let patch = Self.patch("f", "x", subject: "a \u{202E}b")
        #expect(try notes([patch]) == [.bidirectionalSubject])
        #expect(try notes([patch], allowing: .bidirectionalText).isEmpty)
    }

    @Test func `F15: names that are equal when they are composed are two, and noted`() throws {
        let composed = Self.patch("caf\u{E9}", "x")
        let decomposed = Self.patch("cafe\u{301}", "x")
        let found = try notes([composed, decomposed, decomposed])
        guard case .alikeNames(let one, let other) = found.first else {
            Issue.record("\(found)")
            return
        }
        #expect(found.count == 1 && one.bytes != other.bytes)
        #expect(try notes([composed, composed]).isEmpty)
    }

    @Test(arguments: [".gitmodules", ".gitattributes", "d/.gitignore", ".mailmap", ".GITMODULES"])
    func `F16: what git takes settings from is no symbolic link`(_ name: String) throws {
        let header = "diff --git a/\(name) b/\(name)\nnew file mode 120000\n--- /dev/null\n+++ b/\(name)\n"
        let text = header + "@@ -0,0 +1 @@\n+elsewhere\n\\ No newline at end of file\n"
        let error = #expect(throws: PatchError.self) { try Patch(reading: Array(text.utf8), file: "x.patch") }
        guard case .malformed(let place, .linkedGitFile(name)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place.line == 1)
        _ = try Patch(reading: Array(text.replacing(name, with: "link").utf8), file: "x.patch")
    }

    @Test(arguments: [1 << 31, 1 << 32, 1 << 53]) func `F16: a line number beyond any file is only stale`(
        _ line: Int
    ) throws {
        let text = "--- a/f\n+++ b/f\n@@ -\(line),3 +\(line),3 @@\n two\n-three\n+drei\n four\n"
        let patch = try Patch(reading: Array(text.utf8), file: "x.patch")
        let outcome = patch.changes[0].hunks.apply(to: Array("one\ntwo\nthree\nfour\n".utf8), options: ApplyOptions())
        guard case .applied(let bytes, let placements) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "one\ntwo\ndrei\nfour\n")
        #expect(placements == [HunkPlacement(hunk: 1, line: 2, offset: 2 - line, fuzz: 0)])
    }
}
