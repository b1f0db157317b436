import Foundation
import PatchbenchTestSupport
import Testing

/// What git sees in the work tree, and what the tool sees of git.
@Suite struct GitViewTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    private func git(_ words: String) throws -> String { try series.shell("git -C \(EditedSeries.work) \(words)").text }

    private func head() throws -> String { String(try git("log -1 --format=%s").dropLast()) }

    @Test func `the stage is HEAD, and edits are what git says they are`() async throws {
        for (step, subject) in [
            (["push"], "one: five"), (["push"], "two: twenty"), (["goto", "0"], "base"),
            (["push", "--all"], "three: thirty-five"), (["undo"], "base"), (["goto", "2"], "two: twenty"),
            (["drop", "1"], "two: twenty"),
        ] {
            try await series.patchbench(step).expectSuccess()
            #expect(try head() == subject, "\(step)")
            #expect(try git("status --porcelain").isEmpty, "\(step)")
        }
        try series.shell("cd \(EditedSeries.work) && echo more >> d/b.txt && rm d/c.txt && echo x > new")
        let edits = " M d/b.txt\n D d/c.txt\n?? new\n"
        #expect(try git("status --porcelain") == edits)
        let diff = try await series.patchbench("diff", "d").text
        #expect(try git("diff d") == diff)
        #expect(try git("blame -s a.txt").contains("line twenty"))
        #expect(try git("grep -c twenty") == "a.txt:1\n")
        try await series.patchbench("push").expectSuccess()
        #expect(try git("status --porcelain") == edits)
        #expect(try await series.patchbench("refresh").text.contains("  d/b.txt\n  d/c.txt\n  new\n"))
        #expect(try git("status --porcelain").isEmpty)
        #expect(try git("fsck --no-dangling 2>&1").contains("missing") == false)
    }

    @Test func `a commit that is made in it is kept, and so is what git has staged`() async throws {
        try await series.patchbench("push").expectSuccess()
        try series.shell("cd \(EditedSeries.work) && echo x > new && git add new && git commit -q -m 'typed message'")
        try await series.patchbench("push").expectSuccess()
        #expect(try git("for-each-ref --format='%(subject)' refs/commits") == "typed message\n")
        #expect(try git("status --porcelain") == "A  new\n")
        try series.shell("touch .patchbench/repository.git/worktrees/small/index.lock")
        try await series.patchbench("pop").expectSuccess()
        try series.shell("rm .patchbench/repository.git/worktrees/small/index.lock")
        try await series.patchbench("push").expectSuccess()
        #expect(try git("diff --name-only HEAD").replacing("new\n", with: "").isEmpty)
    }

    @Test func `a patch that is there in part is HEAD, too`() async throws {
        try series.shell("sed -i 's/^line 19$/line nineteen/' base/a.txt")
        #expect(try await series.patchbench("push", "2", "--force").status == 1)
        #expect(try head() == "0002-two-twenty, in part")
        #expect(try git("status --porcelain") == "?? a.txt.rej\n")
    }

    @Test func `the file .git is nobody's, and .patchbench hides from git`() async throws {
        try series.shell("git init -q .")
        try await series.patchbench("push", "--all").expectSuccess()
        #expect(try !series.shell("git status --porcelain -uall").text.contains(".patchbench"))
        #expect(try await series.patchbench("status").text.contains("no edits"))
        try await series.patchbench("apply", "--base", "base", "patches", "--out", "out").expectSuccess()
        #expect(!series.folder.exists("out/.git"))
        // Both are found where the project is moved to.
        try series.shell("mkdir moved && mv base patches patchbench.yaml .patchbench moved")
        #expect(try series.shell("git -C moved/\(EditedSeries.work) status --porcelain").text.isEmpty)
    }
}
