import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct StepTests {
    private let small: SmallSeries

    init() throws { small = try SmallSeries() }

    @Test func `series lists the patches and which are applied`() async throws {
        _ = try await small.patchbench("push", "2")
        let answer = try await small.patchbench("series", "--json")
        #expect(answer.status == 0)
        let document = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
        let patches = try #require(document?["patches"] as? [[String: Any]])
        #expect(document?["series"] as? String == "small")
        #expect(patches.map { $0["number"] as? Int } == [1, 2, 3])
        #expect(
            patches.map { $0["name"] as? String } == ["0001-lower-the-value", "0002-say-why", "0003-halve-the-value"])
        #expect(patches.map { $0["feature"] as? String } == ["lower-value", nil, "halved-value"])
        #expect(patches.map { $0["files"] as? Int } == [1, 1, 1])
        #expect(patches.map { $0["insertions"] as? Int } == [1, 2, 1])
        #expect(patches.map { $0["deletions"] as? Int } == [1, 0, 1])
        #expect(patches.map { $0["applied"] as? Bool } == [true, true, false])
        let marks = try await small.patchbench("series").text.split(separator: "\n").map { String($0.prefix(3)) }
        #expect(marks == ["+ 1", "> 2", "- 3"])
    }

    @Test func `push, pop and goto bring the work tree to the stage`() async throws {
        let value = { try small.folder.text(of: ".patchbench/small/work/value.txt").split(separator: "\n")[1] }
        let pushed = try await small.patchbench("push")
        #expect(pushed.status == 0)
        #expect(pushed.text.contains("value: lower it to 8"))
        #expect(pushed.text.contains(" value.txt | 2 +-"))
        #expect(pushed.text.contains("next: 2 (0002-say-why)"))
        #expect(try value() == "8")
        #expect(try await small.patchbench("push", "--all").text.contains("all patches are applied"))
        #expect(try value() == "4")
        #expect(small.folder.exists(".patchbench/small/work/notes/why.txt"))
        #expect(try await small.patchbench("pop", "2").status == 0)
        #expect(try value() == "8")
        #expect(!small.folder.exists(".patchbench/small/work/notes"))
        #expect(try await small.patchbench("goto", "halve").status == 0)
        #expect(try value() == "4")
        #expect(try await small.patchbench("pop", "--all").status == 0)
        #expect(try value() == "10")
    }

    @Test func `a hunk that goes in at an offset is told`() async throws {
        try small.edit("base/value.txt") { "one\ntwo\n" + $0 }
        let pushed = try await small.patchbench("push")
        #expect(pushed.status == 0)
        #expect(pushed.text.contains("value.txt: hunk 1 at line 3 (offset 2 lines)"))
        #expect(try small.folder.text(of: ".patchbench/small/work/value.txt") == "one\ntwo\nthe value is\n8\ncycles\n")
    }

    @Test func `only the files that differ are written`() async throws {
        _ = try await small.patchbench("goto", "base")
        let script = small.folder.file(".patchbench/small/work/run.sh")
        let before = try FileManager.default.attributesOfItem(atPath: script.path)[.modificationDate] as? Date
        _ = try await small.patchbench("goto", "top")
        let after = try FileManager.default.attributesOfItem(atPath: script.path)[.modificationDate] as? Date
        #expect(before == after)
    }

    @Test func `a step that was cut off is finished by the next one`() async throws {
        _ = try await small.patchbench("goto", "1")
        let trees = try small.git("rev-parse", "refs/patchbench/small/1^{tree}", "refs/patchbench/small/3^{tree}")
            .text.split(separator: "\n")
        // Cut off on the way from stage 1 to stage 3: one file is there, the other is not.
        try small.folder.write("3 \(trees[0]) \(trees[1])\n", to: ".patchbench/small/applied")
        try small.folder.write("because\nof this\n", to: ".patchbench/small/work/notes/why.txt")
        #expect(try await small.patchbench("goto", "3").status == 0)
        #expect(try small.folder.text(of: ".patchbench/small/work/value.txt").contains("4"))
        #expect(try await small.patchbench("pop", "--all").status == 0)
        #expect(!small.folder.exists(".patchbench/small/work/notes"))
    }

    @Test(arguments: ["work", ""])
    func `what the tool made can be deleted at any time`(_ part: String) async throws {
        _ = try await small.patchbench("goto", "2")
        let path = ".patchbench/" + (part.isEmpty ? "" : "small/" + part)
        try FileManager.default.removeItem(at: small.folder.file(path))
        #expect(try await small.patchbench("goto", "3").status == 0)
        #expect(try small.folder.text(of: ".patchbench/small/work/value.txt").contains("4"))
        #expect(small.folder.exists(".patchbench/small/work/notes/why.txt"))
    }

    @Test func `stages are commits that git reads, with the patch's author, date and message`() async throws {
        _ = try await small.patchbench("push")
        let log = try small.git("log", "--format=%an <%ae>|%aI|%s", "refs/patchbench/small/3")
        #expect(
            log.text.split(separator: "\n").prefix(3) == [
                "Ada Example <ada@example.org>|2026-03-04T12:00:00+00:00|value: halve it",
                "Bob Example <bob@example.org>|2026-03-03T11:00:00+00:00|notes: say why",
                "Ada Example <ada@example.org>|2026-03-02T10:20:30+01:00|value: lower it to 8",
            ])
        let body = try small.git("log", "-1", "--format=%b", "refs/patchbench/small/1").text
        #expect(body.contains("Ten is too many."))
        #expect(body.contains("Feature: lower-value"))
        #expect(!body.contains("1 file changed"))
        #expect(try small.git("fsck", "--strict").status == 0)
    }

    @Test(arguments: [["0..3"], ["1..2"], ["3..1"], ["base..top", "notes"], ["0..1", "nowhere"]])
    func `diff between two stages is git's`(_ arguments: [String]) async throws {
        let range = arguments[0].split(separator: "..")
        let numbers = range.map { ["base": "0", "top": "3"][String($0)] ?? String($0) }
        _ = try await small.patchbench("goto", "base")
        let ours = try await Command.patchbench(["diff"] + arguments, in: small.folder.url)
        #expect(ours.status == 0)
        let refs = numbers.map { "refs/patchbench/small/\($0)" }
        let gits = try Command.run(
            "git",
            ["--git-dir", small.folder.file(".patchbench/repository.git").path, "diff"] + refs + ["--"]
                + arguments.dropFirst(), in: small.folder.url)
        #expect(ours.text == gits.text)
    }

    @Test(arguments: ["--stat", "--numstat", "--shortstat"]) func `diffstat is git's`(_ form: String) async throws {
        _ = try await small.patchbench("goto", "base")
        let ours = try await small.patchbench("diffstat", form, "0..3")
        let gits = try small.git("diff", form, "refs/patchbench/small/0", "refs/patchbench/small/3")
        #expect(ours.status == 0)
        #expect(ours.text == gits.text)
        #expect(!ours.text.isEmpty)
    }

    @Test func `diffstat without a range has a row a patch`() async throws {
        let rows = try await small.patchbench("diffstat", "--numstat").text
        #expect(rows == "1\t1\t0001-lower-the-value\n2\t0\t0002-say-why\n1\t1\t0003-halve-the-value\n")
    }

    @Test func `show has the message and the diff, and no colours in a pipe`() async throws {
        let shown = try await small.patchbench("show", "lower-value").text
        #expect(shown.contains("Author: Ada Example <ada@example.org>"))
        #expect(shown.contains("Date:   2026-03-02 10:20:30 +0100"))
        #expect(shown.contains("    Ten is too many."))
        #expect(shown.contains("\n-10\n+8\n"))
        #expect(!shown.contains("\u{1B}"))
    }

    @Test func `the folder can be named as git has it`() async throws {
        for arguments in [["-C", small.folder.url.path, "series"], ["series", "-C", small.folder.url.path]] {
            let answer = try await Command.patchbench(arguments, in: URL(filePath: "/"))
            #expect(answer.status == 0)
            #expect(answer.text.contains("0002-say-why"))
        }
    }
}
