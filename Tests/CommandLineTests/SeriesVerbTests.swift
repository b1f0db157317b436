import Foundation
import PatchbenchTestSupport
import Testing

/// new, rename, edit, refresh --patch, float and sink.
@Suite struct SeriesVerbTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    private func tree(_ stage: String) throws -> String {
        try series.shell("git --git-dir .patchbench/repository.git rev-parse 'refs/patchbench/small/\(stage)^{tree}'")
            .text
    }

    @Test func `a new patch is on top, empty, and takes the edits that were there`() async throws {
        let first = try series.files
        try series.shell("git config --global user.name Bob && git config --global user.email bob@example.org")
        try await series.patchbench("push").expectSuccess()
        try series.shell("sed -i 's/^line 12$/line twelve/' \(EditedSeries.work)/a.txt")
        try await series.patchbench("new", "fix", "-m", "twelve: a word\n\nWhy.", "--flag", "twelve").expectSuccess()
        #expect(try await series.patchbench("top").text == "fix\n")
        #expect(
            try series.folder.text(of: "patches/fix.patch").hasSuffix(
                "Subject: twelve: a word\n\nWhy.\n\nFeature: twelve\n---\n\n"))
        #expect(try tree("1") == tree("2"))
        try await series.patchbench("refresh").expectSuccess()
        try await series.patchbench("push", "-a").expectSuccess()
        // By git's reckoning, too.
        try series.shell(
            """
            cd git && git checkout -q HEAD~3 && git am -q ../patches/0001* && git am -q ../patches/fix.patch
            git am -q ../patches/0002* ../patches/0003*
            sed 's/^line 12$/line twelve/' ../\(EditedSeries.work)/a.txt | diff a.txt -
            test "$(git log -1 --format=%s%n%b HEAD~2)" = "twelve: a word
            Why.

            Feature: twelve"
            """)
        try await series.patchbench("goto", "2").expectSuccess()
        // Two steps, the refresh, and what made the patch.
        for _ in 0..<4 { try await series.patchbench("undo").expectSuccess() }
        #expect(try series.files == first)
        #expect(try series.work("a.txt").contains("line twelve"))
    }

    @Test func `the author of a new patch is git's`() async throws {
        try series.shell("git config --global user.name Bob && git config --global user.email bob@example.org")
        try await series.patchbench("new", "mine").expectSuccess()
        let text = try series.folder.text(of: "patches/mine.patch")
        #expect(text.hasPrefix("From: Bob <bob@example.org>\nDate: "), "\(text)")
        #expect(text.hasSuffix("\nSubject: mine\n---\n\n") || text.hasSuffix("\nSubject: mine\n\n---\n\n"), "\(text)")
        #expect(try await series.patchbench("series").text.hasPrefix("> 1 mine"))
    }

    @Test func `an empty patch survives in a quilt folder, a mailbox and a branch`() async throws {
        try await series.patchbench("push").expectSuccess()
        try await series.patchbench("new", "empty", "-m", "nothing yet\n\nWhy.").expectSuccess()
        let mails = try await series.patchbench("export").expectSuccess()
        #expect(mails.errors.contains("git am --empty=keep"))
        try series.folder.write(mails.output, to: "series.mbox")
        try series.shell("cd git && git checkout -q HEAD~3 && git am -q --empty=keep ../series.mbox")
        let log = try series.shell("cd git && git log -4 --reverse --format=%s,%b").text
        #expect(log.contains("nothing yet,Why.\n"))
        let subjects = try series.shell("cd git && git log -4 --reverse --format=%s").text
        try await series.patchbench("export", "--quilt", "-o", "quilted").expectSuccess()
        for source in ["series.mbox", "quilted"] {
            let report = try await series.patchbench("apply", "--base", "base", source).expectSuccess()
            let trees = report.text.split(separator: "\n").map { $0.split(separator: " ")[1] }
            #expect(trees.count == 5 && trees[1] == trees[2])
            try await series.patchbench("import", source, "--name", "copy-\(source.prefix(3))").expectSuccess()
            let again = try await series.patchbench("export", "--series", "copy-\(source.prefix(3))").expectSuccess()
            #expect(again.text.matches(of: #/Subject: \[PATCH \d/4\] (.*)/#).map { $0.1 + "\n" }.joined() == subjects)
        }
    }

    @Test(arguments: ["a b", "-x", "x/y", "3", "top", "0001-one-five", "0001-one-five.patch", "#x", ""])
    func `a name that cannot be is refused`(_ name: String) async throws {
        let before = try series.files
        for words in [["new", "--", name], ["rename", "--", "2", name]] {
            let answer = try await series.patchbench(words)
            #expect(answer.status == 2, "\(answer.text)")
            #expect(!answer.errors.isEmpty)
        }
        #expect(try series.files == before)
    }

    @Test func `a patch is renamed with its file, and stays where it is`() async throws {
        try await series.patchbench("push", "2").expectSuccess()
        try series.shell("sed -i 's/^0002.*/& -p1 # two/' patches/series && echo mine >> \(EditedSeries.work)/d/b.txt")
        let before = try series.files
        try await series.patchbench("rename", "two", "second").expectSuccess()
        #expect(try series.folder.text(of: "patches/series").contains("\nsecond.patch -p1 # two\n"))
        #expect(try series.files["second.patch"] == before["0002-two-twenty.patch"])
        #expect(try await series.patchbench("applied").text == "0001-one-five\nsecond\n")
        try await series.patchbench("rename", "other").expectSuccess()
        #expect(try await series.patchbench("top").text == "other\n")
        for _ in 0..<2 { try await series.patchbench("undo").expectSuccess() }
        #expect(try series.files == before)
        #expect(try series.work("d/b.txt") == "keep\nmine\n")
    }

    @Test(
        arguments: [
            (["float", "1"], 3, "0002 0003 0001", 3), (["float", "3"], 1, "0001 0003 0002", 2),
            (["float", "2", "1"], 0, "0002 0001 0003", 2), (["sink"], 3, "0003 0001 0002", 3),
            (["sink", "3"], 1, "0003 0001 0002", 2), (["sink", "3", "--to", "2"], 3, "0001 0003 0002", 3),
            (["sink", "3", "1"], 2, "0003 0001 0002", 3),
        ] as [([String], Int, String, Int)]) func `float and sink move patches to the ends of what is applied`(
            _ words: [String], _ applied: Int, _ order: String, _ then: Int
        ) async throws
    {
        if applied > 0 { try await series.patchbench("push", "\(applied)").expectSuccess() }
        try await series.patchbench(words).expectSuccess()
        #expect(try series.order.joined(separator: " ") == order)
        let names = try await series.patchbench("applied").text.split(separator: "\n").map { $0.prefix(4) }
        #expect(names.joined(separator: " ") == order.split(separator: " ").prefix(then).joined(separator: " "))
        try await series.patchbench("undo").expectSuccess()
        #expect(try series.order == ["0001", "0002", "0003"])
    }
}

/// What git makes of a fixup is what a refresh of a patch below the top is to make.
@Suite struct RefreshBelowTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    @Test(arguments: [
        ("sed -i 's/^line 10$/line ten/' a.txt", 1), ("sed -i 's/^line five$/line 5!/' a.txt", 1),
        ("echo more >> d/b.txt", 2), ("rm d/b.txt", 1), ("echo x > d/new", 1), ("chmod +x d/b.txt", 2),
        ("echo more >> d/c.txt", 2), ("sed -i -e '1i zero' -e 's/^line 21$/& more/' a.txt", 2),
    ]) func `edits go into a patch below the top as a fixup does`(_ edit: String, _ patch: Int) async throws {
        try await series.patchbench("push", "-a").expectSuccess()
        try series.shell("cd \(EditedSeries.work) && \(edit)")
        let answer = try await series.patchbench("refresh", "--patch", "\(patch)")
        try #require(answer.status == 0, "\(answer.errors)")
        let trees = try series.shell(
            """
            cd git && \(edit)
            git add -A && git commit -q --fixup=HEAD~\(3 - patch)
            GIT_SEQUENCE_EDITOR=true git rebase -q -i --autosquash HEAD~4 >&2
            git log --reverse --format=%T
            """
        ).text
        let ours = try series.shell(
            "git --git-dir .patchbench/repository.git log --reverse --format=%T refs/patchbench/small/3"
        ).text
        #expect(ours == trees)
        let rest = try await series.patchbench("refresh")
        #expect(rest.text.contains("nothing changed"))
    }

    @Test(arguments: [
        ("sed -i 's/^line twenty$/line 20!/' a.txt", 1, "0002-two-twenty", "a.txt"),
        ("echo x >> d/c.txt", 1, "0002-two-twenty", "d/c.txt"),
        ("sed -i 's/^line thirty-five$/x/' a.txt", 2, "0003-three-thirty-five", "a.txt"),
    ]) func `edits of what a patch above made are refused by its name`(
        _ edit: String, _ patch: Int, _ name: String, _ file: String
    ) async throws {
        try await series.patchbench("push", "-a").expectSuccess()
        try series.shell("cd \(EditedSeries.work) && \(edit)")
        let before = try series.files
        let answer = try await series.patchbench("refresh", "--patch", "\(patch)")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("do not go below \(name)") && answer.errors.contains("  \(file)\n"))
        #expect(try series.files == before)
        #expect(try await series.patchbench("refresh").status == 0)
    }

    @Test func `a patch that is not applied, and the base, are refused`() async throws {
        try await series.patchbench("push").expectSuccess()
        try series.shell("echo x >> \(EditedSeries.work)/d/b.txt")
        #expect(
            try await series.patchbench("refresh", "--patch", "2").errors.contains("0002-two-twenty is not applied"))
        #expect(try await series.patchbench("refresh", "--patch", "0").status == 2)
        #expect(try await series.patchbench("refresh", "--patch", "1").status == 0)
    }
}
