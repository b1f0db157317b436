import Foundation
import PatchbenchTestSupport
import Testing

/// `patchbench apply`: any form, any base, no patchbench.yaml; git says which trees are right.
@Suite struct ApplyTests {
    private struct Report: Decodable {
        struct Row: Decodable {
            struct Hunk: Decodable {
                let path: String
                let hunk: Int
                let line: Int
                let offset: Int
            }
            let name: String
            let outcome: String
            let tree: String?
            let hunks: [Hunk]?
        }
        let base: String
        let tree: String
        let patches: [Row]
    }

    private func report(_ answer: Command) throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(answer.output))
    }

    @Test(arguments: SourceForm.all) func `every form leads to git's trees`(_ form: SourceForm) async throws {
        let project = try SourceProject()
        try form.make(project)
        try project.checkOut("base")
        let answer = try await project.patchbench(["apply", "--json", "--base", "../base"] + form.words)
        #expect(answer.status == 0, "\(answer.errors)")
        let report = try report(answer)
        #expect([report.base] + report.patches.compactMap(\.tree) == (try project.trees()))
        #expect(report.patches.allSatisfy { $0.outcome == "applied" })
    }

    @Test func `the base may be a revision, and its repository stays as it is`() async throws {
        let project = try SourceProject(hasBinary: true)
        try project.mailbox("series.mbox")
        let before = try project.folder.listing(of: "project")
        let words = ["apply", "--json", "--base", "v1", "../series.mbox", "--out", "../out"]
        for _ in 0..<2 {
            try? FileManager.default.removeItem(at: project.folder.file("out"))
            let answer = try await project.patchbench(words, in: "project")
            #expect(answer.status == 0, "\(answer.errors)")
            #expect(
                [try report(answer).base] + (try report(answer).patches).compactMap(\.tree) == (try project.trees()))
        }
        #expect(try project.folder.listing(of: "project") == before)
        #expect(try project.tree(of: "out") == project.trees().last)
    }

    @Test func `hunks at an offset are told, with where they went`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        try project.checkOut("base")
        let text = try project.folder.text(of: "base/src/main.c")
        try project.folder.write("a\nb\nc\n" + text, to: "base/src/main.c")
        try project.git("apply", "../series.mbox", "--include=src/main.c", "--numstat")
        let answer = try await project.patchbench("apply", "--base", "../base", "../series.mbox", "--json")
        let first = try report(answer).patches[0]
        #expect(first.hunks?.map(\.line) == [5])
        #expect(first.hunks?.map(\.offset) == [3])
        let shown = try await project.patchbench("apply", "--base", "../base", "../series.mbox").text
        #expect(shown.contains("src/main.c: hunk 1 at line 5 (offset 3 lines)"))
    }

    @Test func `the first patch that does not apply stops it, and the output folder is not made`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        try project.checkOut("base")
        try project.folder.write("other\r\n", to: "base/dos.txt")
        let answer = try await project.patchbench(
            "apply", "--base", "../base", "../series.mbox", "--out", "../out", "--json")
        #expect(answer.status == 1)
        #expect(try report(answer).patches.map(\.outcome) == ["applied", "does-not-apply", "not-tried"])
        #expect(answer.errors.contains("series.mbox:"))
        #expect(answer.errors.contains("patch 2 does not apply: dos.txt"))
        #expect(!project.folder.exists("out"))
        #expect(try project.folder.names(in: "").filter { $0.contains("patchbench") } == [])
    }

    @Test func `what stands in the output's place is never overwritten`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        try project.folder.write("mine\n", to: "out/file")
        try project.folder.makeFolder("empty")
        let refused = try await project.patchbench(
            "apply", "--base", "v1", "../series.mbox", "--out", "../out", in: "project")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("is there already"))
        #expect(try project.folder.names(in: "out") == ["file"])
        let taken = try await project.patchbench(
            "apply", "--base", "v1", "../series.mbox", "--out", "../empty", in: "project")
        #expect(taken.status == 0)
        #expect(try project.tree(of: "empty") == project.trees().last)
    }

    @Test func `without a home, or with one that cannot be written, it works all the same`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        for home in ["/nonexistent", "/proc/self"] {
            let answer = try await Command.patchbench(
                ["apply", "--base", "v1", "../series.mbox"],
                in: project.folder.file("project"), environment: ["HOME": home])
            #expect(answer.status == 0, "\(answer.errors)")
        }
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: [String]
        let says: [String]
    }

    static let mistakes = [
        Mistake(
            testDescription: "no such revision", words: ["--base", "v9", "../series.mbox"],
            says: ["no revision \u{201C}v9\u{201D} in "]),
        Mistake(
            testDescription: "no such file", words: ["--base", "v1", "../nothing.mbox"],
            says: ["no such file or folder: ", "nothing.mbox"]),
        Mistake(
            testDescription: "a range with a merge", words: ["--base", "v1", "--no-merges", "v1..merged"],
            says: ["is a merge, \u{201C}Merge the side\u{201D}"]),
        Mistake(
            testDescription: "a range of nothing known", words: ["--base", "v1", "v1..v9"],
            says: ["no revision \u{201C}v9\u{201D}"]),
        Mistake(testDescription: "a device", words: ["--base", "v1", "/dev/zero"], says: ["/dev/zero is no file"]),
        Mistake(
            testDescription: "a mail that is missing", words: ["--base", "v1", "../1.eml", "../3.eml"],
            says: ["of 3 patches 2 is missing"]),
        Mistake(
            testDescription: "fuzz beyond 2", words: ["--base", "v1", "--fuzz", "3", "../series.mbox"],
            says: ["--fuzz must be 0, 1 or 2"]),
    ]

    @Test(arguments: mistakes) func `one message, status 2`(_ mistake: Mistake) async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        for (index, text) in try project.mails().enumerated() {
            try project.folder.write(text, to: "\(index + 1).eml")
        }
        try project.git("checkout", "-q", "-b", "side", "v1")
        try project.git("commit", "-q", "--allow-empty", "-m", "aside")
        try project.git("checkout", "-q", "-b", "merged", "v2")
        try project.git("merge", "-q", "-m", "Merge the side", "side")
        let answer = try await project.patchbench(["apply"] + mistake.words + ["--out", "../out"], in: "project")
        #expect(answer.status == 2)
        #expect(answer.output.isEmpty)
        for part in mistake.says { #expect(answer.errors.contains(part), "\(answer.errors)") }
        #expect(!project.folder.exists("out"))
    }
}
