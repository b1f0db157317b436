import Foundation
import PatchbenchTestSupport
import Testing

/// What git's checkout makes of contents, in work trees and in `--out`.
@Suite struct ConversionTests {
    private static let large = "the large content\n"
    private let project: TemporaryFolder
    private var repository: URL { project.file("r") }

    /// Three commits; the last changes which files have which line ends.
    init() throws {
        project = try TemporaryFolder()
        try git(["init", "-q", "-b", "main", "r"], in: project.url)
        try project.write(
            """
            *.txt text eol=crlf
            *.id ident
            *.u16 text working-tree-encoding=UTF-16LE-BOM
            *.big filter=lfs -text
            *.run filter=evil

            """, to: "r/.gitattributes")
        try project.write("*.txt -text\n", to: "r/deep/.gitattributes")
        try project.write("1\n2\n3\n", to: "r/a.txt")
        try project.write("1\n2\n3\n", to: "r/b.c")
        try project.write("1\n2\n", to: "r/deep/c.txt")
        try project.write("$Id$\n1\n", to: "r/d.id")
        try project.write(Self.inUTF16("grün\n"), to: "r/e.u16")
        try project.write("plain\n", to: "r/f.run")
        let digest = try Command.run("sha256sum", [], in: project.url, input: Array(Self.large.utf8)).text.prefix(64)
        let size = Self.large.utf8.count
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize \(size)\n"
        try project.write(pointer, to: "r/g.big")
        try project.write(
            Self.large, to: "r/.git/lfs/objects/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)")
        for setting in ["smudge", "clean"] {
            try git(["config", "filter.evil.\(setting)", "touch \(project.file("pwned").path); cat"], in: repository)
        }
        try commit("base")
        try project.write("1\ntwo\n3\n", to: "r/a.txt")
        try project.write("$Id$\n2\n", to: "r/d.id")
        try commit("change")
        try project.write(
            "*.c text eol=crlf\n*.u16 text working-tree-encoding=UTF-16LE-BOM\n*.big filter=lfs -text\n",
            to: "r/.gitattributes")
        try project.write(Self.inUTF16("grüner\n"), to: "r/e.u16")
        try commit("attributes")
        try FileManager.default.removeItem(at: project.file("pwned"))
    }

    private static func inUTF16(_ text: String) -> [UInt8] {
        [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    }

    private func git(_ words: [String], in folder: URL) throws {
        let who = ["-c", "user.name=A", "-c", "user.email=a@x"]
        try Command.run("git", who + words, in: folder).expectSuccess()
    }

    private func commit(_ message: String) throws {
        // Contents as git's own conversions store them.
        try git(["add", "-A", "--renormalize", "."], in: repository)
        try git(["add", "-A"], in: repository)
        try git(["commit", "-q", "-m", message], in: repository)
    }

    private func patchbench(_ words: [String], in folder: String) async throws -> Command {
        try await Command.patchbench(words, in: project.file(folder), environment: ["HOME": project.url.path])
    }

    /// What stands in a folder, and what a checkout of git's has, by path. Without Git LFS, git leaves pointers.
    private func contents(of folder: String) throws -> [String: Data] {
        let files = ["a.txt", "b.c", "deep/c.txt", "d.id", "e.u16", "f.run", ".gitattributes"]
        return try Dictionary(
            uniqueKeysWithValues: files.map { ($0, try Data(contentsOf: project.file("\(folder)/\($0)"))) })
    }

    private func checkedOut(_ revision: String) throws -> [String: Data] {
        let name = "git-\(revision)"
        if !project.exists(name) {
            let filters = ["-c", "filter.evil.smudge=", "-c", "filter.evil.clean="]
            try git(filters + ["worktree", "add", "-q", "--detach", "../\(name)", revision], in: repository)
        }
        return try contents(of: name)
    }

    @Test func `line ends, ids and encodings are git's, and no program of a configuration runs`() async throws {
        let answer = try await patchbench(["apply", "main~2..main", "--out", "../out"], in: "r")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try contents(of: "out") == checkedOut("main"))
        let one = try await patchbench(["apply", "main~1^!", "--out", "../one"], in: "r")
        #expect(one.status == 0, "\(one.errors)")
        #expect(try contents(of: "one") == checkedOut("main~1"))
        #expect(!project.exists("pwned"))
    }

    @Test func `every step shows them, and no file is an edit`() async throws {
        try project.write(
            "series:\n  s:\n    patches: {git: ../r, range: main~2..main}\n    build: 'true'\n",
            to: "plan/patchbench.yaml")
        for (stage, revision) in [("base", "main~2"), ("1", "main~1"), ("2", "main"), ("1", "main~1"), ("2", "main")] {
            let step = try await patchbench(["goto", stage], in: "plan")
            #expect(step.status == 0, "\(step.errors)")
            #expect(try contents(of: "plan/.patchbench/s/work") == checkedOut(revision), "stage \(stage)")
        }
        let built = try await patchbench(["build"], in: "plan")
        #expect(built.status == 0, "\(built.errors)")
        #expect(!project.exists("pwned"))
    }

    @Test func `an edit is taken into a patch as git would store it`() async throws {
        try project.write(
            "series:\n  s:\n    base: {git: ../r, rev: main~1}\n    patches: patches\n", to: "plan/patchbench.yaml")
        try project.write("p.patch\n", to: "plan/patches/series")
        try project.write(
            "One\n\n--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n-1\n+one\n two\n 3\n", to: "plan/patches/p.patch")
        let pushed = try await patchbench(["push"], in: "plan")
        #expect(pushed.status == 0, "\(pushed.errors)")
        let work = "plan/.patchbench/s/work/"
        #expect(try project.text(of: work + "a.txt") == "one\r\ntwo\r\n3\r\n")
        try project.write("one\r\ntwo\r\nthree\r\n", to: work + "a.txt")
        let refreshed = try await patchbench(["refresh"], in: "plan")
        #expect(refreshed.status == 0, "\(refreshed.errors)")
        let patch = try project.text(of: "plan/patches/p.patch")
        #expect(patch.contains("+three\n"))
        #expect(!patch.contains("\r"))
        let popped = try await patchbench(["pop"], in: "plan")
        #expect(popped.status == 0, "\(popped.errors)")
        #expect(try project.text(of: work + "a.txt") == "1\r\ntwo\r\n3\r\n")
    }

    @Test func `a large file is the one that Git LFS keeps here, or a caution says how to get it`() async throws {
        let there = try await patchbench(["apply", "main~1..main", "--out", "../there"], in: "r")
        #expect(there.status == 0, "\(there.errors)")
        #expect(try project.text(of: "there/g.big") == Self.large)
        #expect(!there.errors.contains("git lfs"))
        try FileManager.default.removeItem(at: project.file("r/.git/lfs"))
        let missing = try await patchbench(["apply", "main~1..main", "--out", "../missing"], in: "r")
        #expect(missing.status == 0, "\(missing.errors)")
        #expect(try project.text(of: "missing/g.big").hasPrefix("version https://git-lfs"))
        #expect(missing.errors.contains("g.big") && missing.errors.contains("git lfs pull"), "\(missing.errors)")
    }
}
