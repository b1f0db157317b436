import Foundation
import PatchbenchTestSupport
import Testing

/// rebase, beside what git rebase makes of the same commits.
@Suite struct RebaseTests {
    private let series: EditedSeries

    /// - Parameter upstream: what is done on the new base, beside a change of line 2 that takes it down by a line.
    init() throws {
        series = try EditedSeries()
        try series.shell("git -C git tag v1 main~3")
        try series.folder.write(
            "series:\n  small:  # mine\n    base: {git: git, rev: v1}  # the old one\n    patches: patches\n",
            to: "patchbench.yaml")
    }

    private func upstream(_ script: String) throws {
        try series.shell(
            """
            cd git && git checkout -q -b upstream v1
            sed -i 's/^line 2$/line 2\\nline 2b/' a.txt && git commit -q -a -m upstream
            \(script)
            git tag v2 && git checkout -q -b rebased main
            """)
    }

    private func ours() throws -> String {
        try series.shell(
            """
            cd .patchbench/repository.git
            git log --reverse --format=%T $(git for-each-ref --format='%(refname)' refs/patchbench/small | tail -n 1)
            """
        ).text
    }

    private func gits() throws -> String {
        try series.shell("cd git && git rev-parse v2^{tree} && git log --reverse --format=%T v2..rebased").text
    }

    @Test(
        arguments: [
            (":", []), ("git cherry-pick main~1 >&2", ["0002-two-twenty"]),
            ("sed -i 's/^line 7$/line seven/' a.txt; git commit -qam seven", []),
            ("sed -i -e 's/^line 17$/x/' -e 's/^line 23$/y/' a.txt; git commit -qam near", []),
            ("git cherry-pick main~2 main >&2", ["0001-one-five", "0003-three-thirty-five"]),
        ] as [(String, [String])]) func `the stages are git's, and what is there already is named`(
            _ script: String, _ upstream: [String]
        ) async throws
    {
        try self.upstream(script)
        try await series.patchbench("push", "2").expectSuccess()
        let (files, plan) = (try series.files, try series.folder.text(of: "patchbench.yaml"))
        let answer = try await series.patchbench("rebase", "v2")
        try #require(answer.status == 0, "\(answer.errors)")
        try series.shell("cd git && git rebase -q v2")
        #expect(try ours() == gits())
        for name in upstream { #expect(answer.text.contains("  \(name): v2 has it already")) }
        #expect(answer.text.contains("has it already") == !upstream.isEmpty)
        #expect(
            try series.folder.text(of: "patchbench.yaml")
                == plan.replacing("rev: v1", with: "rev: v2"))
        let left = ["0001-one-five", "0002-two-twenty"].filter { !upstream.contains($0) }
        #expect(try await series.patchbench("applied").text == left.map { $0 + "\n" }.joined())
        try await series.patchbench("undo").expectSuccess()
        #expect(try series.files == files)
        #expect(try series.folder.text(of: "patchbench.yaml") == plan)
        #expect(try await series.patchbench("applied").text == "0001-one-five\n0002-two-twenty\n")
        #expect(try series.work("a.txt") == series.shell("git -C git show main~1:a.txt").text)
    }

    @Test func `a conflict waits with its merge, and is gone on from`() async throws {
        try upstream("sed -i 's/^line 20$/line XX/' a.txt; git commit -qam other")
        let before = try series.files
        let answer = try await series.patchbench("rebase", "v2")
        #expect(answer.status == 1)
        #expect(answer.text.contains("stopped at patch 2 (0002-two-twenty); both sides changed:\n  a.txt\n"))
        #expect(try series.work("a.txt").contains("<<<<<<< "))
        #expect(try series.work("d/c.txt") == "new\n")
        #expect(try await series.patchbench("rebase", "v1").errors.contains("a rebase waits"))
        #expect(try await series.patchbench("rebase", "--continue").errors.contains("conflicts are left"))
        let settle = "sed -i -e '/^<<<<<<< /d' -e '/^=======/d' -e '/^>>>>>>> /d' -e '/^line XX$/d' "
        try series.shell(settle + EditedSeries.work + "/a.txt")
        try await series.patchbench("rebase", "--continue").expectSuccess()
        try series.shell(
            """
            cd git && ! git rebase -q v2 2>/dev/null && \(settle) a.txt && git add -A
            GIT_EDITOR=true git rebase --continue >&2
            """)
        #expect(try ours() == gits())
        #expect(try await series.patchbench("applied").status == 1)
        #expect(try await series.patchbench("rebase", "--abort").errors.contains("no rebase waits"))
        #expect(try series.files != before)
    }

    @Test(arguments: [true, false]) func `all of it is taken back, whatever was made of the conflict`(
        _ isContinued: Bool
    ) async throws {
        try upstream(
            "sed -i -e 's/^line 20$/line XX/' -e 's/^line 35$/line YY/' a.txt; git commit -qam other")
        try await series.patchbench("push", "1").expectSuccess()
        let (files, plan) = (try series.files, try series.folder.text(of: "patchbench.yaml"))
        #expect(try await series.patchbench("rebase", "v2").status == 1)
        try series.shell(
            "sed -i -e '/^[<=>]\\{7\\}/d' \(EditedSeries.work)/a.txt && echo x > \(EditedSeries.work)/d/new")
        if isContinued {
            let again = try await series.patchbench("rebase", "--continue")
            #expect(again.status == 1 && again.text.contains("stopped at patch 3"), "\(again.text)\(again.errors)")
        }
        try await series.patchbench("rebase", "--abort").expectSuccess()
        #expect(try series.files == files)
        #expect(try series.folder.text(of: "patchbench.yaml") == plan)
        #expect(try await series.patchbench("applied").text == "0001-one-five\n")
        try await series.patchbench("push", "-a").expectSuccess()
        #expect(try series.work("a.txt") == series.shell("git -C git show main:a.txt").text)
    }

    @Test func `a patch that does not merge is left out`() async throws {
        try upstream("sed -i 's/^line 20$/line XX/' a.txt; git commit -qam other")
        #expect(try await series.patchbench("rebase", "v2").status == 1)
        try await series.patchbench("rebase", "--skip").expectSuccess()
        try series.shell("cd git && ! git rebase -q v2 2>/dev/null && git rebase --skip >&2")
        #expect(try ours() == gits())
        #expect(try series.order == ["0001", "0003"])
    }

    @Test func `edits, and bases that are none, are refused and change nothing`() async throws {
        try upstream(":")
        try await series.patchbench("push", "1").expectSuccess()
        try series.shell("echo mine >> \(EditedSeries.work)/a.txt")
        let (files, plan) = (try series.files, try series.folder.text(of: "patchbench.yaml"))
        for word in ["v2", "v3"] {
            let answer = try await series.patchbench("rebase", word)
            #expect(answer.status == 2)
            #expect(answer.errors.contains(word == "v2" ? "modified: a.txt" : "v3"), "\(answer.errors)")
            #expect(try series.files == files)
            #expect(try series.folder.text(of: "patchbench.yaml") == plan)
        }
        #expect(try await series.patchbench("rebase").status == 2)
    }

    /// A name that moves is written as what it means now.
    @Test func `a folder gives way to a commit, and a branch to its id`() async throws {
        try upstream(":")
        try series.folder.write("series:\n  small:\n    base: base\n    patches: patches\n", to: "patchbench.yaml")
        #expect(try await series.patchbench("rebase", "git").status == 0)
        #expect(try series.folder.text(of: "patchbench.yaml").contains("    base: git\n"))
        try series.folder.write(
            "series:\n  small:\n    base:\n      git: git\n      rev: 'v1'\n    patches: patches\n",
            to: "patchbench.yaml")
        try await series.patchbench("rebase", "upstream").expectSuccess()
        let id = try series.shell("git -C git rev-parse upstream").text.trimmingCharacters(in: .whitespacesAndNewlines)
        let rev = try #require(
            series.folder.text(of: "patchbench.yaml").firstMatch(of: #/      rev: '?([0-9a-f]+)'?\n/#)
        ).1
        #expect(rev == id)
    }

    @Test(arguments: [
        ("# v1", "upstream", "# upstream"), ("# v1", "v2", ""), ("# what v1..main stands on", "upstream", "# upstream"),
        ("# ours, see the wiki", "upstream", "# ours, see the wiki"), ("", "upstream", ""),
    ]) func `what an id is called goes with it, and a person's own words stay`(
        _ comment: String, _ word: String, _ expected: String
    ) async throws {
        try upstream(":")
        let old = try series.shell("git -C git rev-parse v1").text.trimmingCharacters(in: .newlines)
        try series.folder.write(
            "series:\n  small:\n    base: {git: git, rev: '\(old)'}  \(comment)\n    patches: patches\n",
            to: "patchbench.yaml")
        try await series.patchbench("rebase", word).expectSuccess()
        let line = try series.folder.text(of: "patchbench.yaml").split(separator: "\n")[2]
        #expect(line.drop { $0 != "}" }.dropFirst().drop { $0 == " " } == expected, "\(line)")
    }
}
