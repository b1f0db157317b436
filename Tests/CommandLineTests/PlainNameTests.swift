import Foundation
import PatchbenchTestSupport
import Testing

/// Which file a plain diff means, beside GNU patch.
@Suite struct PlainNameTests {
    struct Names: Sendable, CustomTestStringConvertible {
        let strip: Int
        let old: String
        let new: String
        var testDescription: String { "-p\(strip) \(old) \(new)" }

        init(_ strip: Int, _ old: String, _ new: String) { (self.strip, self.old, self.new) = (strip, old, new) }
    }

    static let names = [
        Names(1, "../f", "b/f"), Names(1, "a/f", "../f"), Names(1, "/abs/f", "b/f"), Names(1, "a/f", "/abs/f"),
        Names(1, "x//f", "b/f"), Names(1, "x//f", "x//f"), Names(1, "a/x//f", "b/x/f"), Names(0, "./f", "f"),
        Names(0, "./f", "./f"), Names(0, "x//f", "x/f"), Names(1, "a/./f", "b/./f"), Names(1, "f", "b/f"),
        Names(1, "a/f", "f"), Names(1, "a/../g", "b/f"), Names(1, "a/g.orig", "b/g"), Names(2, "a/x/f", "b/f"),
        Names(1, "a/f (revision 1)", "b/f (revision 2)"), Names(1, "a/f   (revision 1)", "b/f   (working copy)"),
        Names(1, "a/f Thu Jan  1 00:00:00 1999", "b/f Fri Jan  2 00:00:00 1999"),
        Names(1, "a/f Mon Mar 28 14:26:52 2016 +0900", "b/f Mon Mar 28 14:26:53 2016 +0900"),
        Names(1, "a/f 2016-03-28 14:26:52.1 +0900", "b/f 2016-03-28 14:26:52.1 +0900"),
        Names(1, "a/my file\t", "b/my file\t"), Names(1, "a/f not a file", "b/f not a file"),
        Names(1, "a/f\t(revision 1)", "b/f\t(revision 2)"), Names(1, "\"a/f\"", "\"b/f\""),
        Names(1, "../f", "../f"),
    ]

    private static let files = ["f", "g", "x/f", "my file"]

    private func project(_ names: Names) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for file in Self.files { try folder.write("1\n", to: "base/" + file) }
        try folder.write("--- \(names.old)\n+++ \(names.new)\n@@ -1 +1 @@\n-1\n+2\n", to: "x.patch")
        return folder
    }

    private func apply(_ names: Names, in folder: TemporaryFolder) async throws -> Command {
        try await Command.patchbench(
            ["apply", "--base", "base", "-p", "\(names.strip)", "x.patch", "--out", "out"], in: folder.url,
            environment: ["HOME": folder.url.path])
    }

    @Test(arguments: names) func `the file is the one that GNU patch takes`(_ names: Names) async throws {
        let folder = try project(names)
        let answer = try await apply(names, in: folder)
        #expect(answer.status == 0, "\(answer.errors)")
        let patch = Array(try Data(contentsOf: folder.file("x.patch")))
        try Command.run("patch", ["-f", "-p\(names.strip)"], in: folder.file("base"), input: patch).expectSuccess()
        for file in Self.files {
            #expect(try folder.text(of: "out/" + file) == folder.text(of: "base/" + file), "\(file)")
        }
    }

    /// GNU patch takes the first word, although there is such a file.
    @Test(arguments: ["f (revision 1)", "f Thu Jan  1 00:00:00 1999", "f 2016-03-28 14:26:52", "f and more"])
    func `a name with blanks is the whole of the line where there is that file`(_ name: String) async throws {
        let names = Names(1, "a/" + name, "b/" + name)
        let folder = try project(names)
        try folder.write("1\n", to: "base/" + name)
        #expect(try await apply(names, in: folder).status == 0)
        #expect(try folder.text(of: "out/" + name) == "2\n")
        #expect(try folder.text(of: "out/f") == "1\n")
    }

    static let unusable = [
        Names(1, "a/f ../../f", "b/f ../../f"), Names(1, "/f", "/f"), Names(0, "../f", "/dev/null"), Names(1, "f", "g"),
        Names(1, "a/.git/config", "b/f"), Names(1, "a/f", "b/.git/config"), Names(0, "/dev/null", "b/../f"),
        Names(1, "a/\u{202E}f", "b/f"),
    ]

    @Test(arguments: unusable) func `without a usable name, or with one that hides something, a diff is refused`(
        _ names: Names
    ) async throws {
        let folder = try project(names)
        let answer = try await apply(names, in: folder)
        #expect(answer.status == 2)
        #expect(answer.errors.contains("x.patch:1") || answer.errors.contains("x.patch:2"), "\(answer.errors)")
    }
}
