import Foundation
import PatchbenchTestSupport
import Testing

/// split, spill, absorb, and fold of patches that are applied.
@Suite struct SplitTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    /// The trees of all stages, the base first.
    private func trees() throws -> [String] {
        try series.shell(
            """
            cd .patchbench/repository.git
            git log --reverse --format=%T $(git for-each-ref --format='%(refname)' refs/patchbench/small | tail -n 1)
            """
        ).text.split(separator: "\n").map(String.init)
    }

    /// Patch 2 changes `a.txt` and makes `d/c.txt`.
    @Test(
        arguments: [
            (["2", "a.txt"], 0), (["2", "d"], 3), (["two", "--hunks", "2"], 1), (["a.txt"], 2), (["--hunks", "1"], 2),
            (["2", "d/c.txt", "--name", "rest"], 2),
        ] as [([String], Int)]) func `a patch becomes two, and the stages around them stay`(
            _ words: [String], _ applied: Int
        ) async throws
    {
        if applied > 0 {
            try await series.patchbench("push", "\(applied)").expectSuccess()
        } else {
            try await series.patchbench("goto", "base").expectSuccess()
        }
        let (before, files) = (try trees(), try series.files)
        try series.shell("echo edited >> \(EditedSeries.work)/d/b.txt")
        let top = try await series.patchbench("top").text
        try await series.patchbench(["split"] + words).expectSuccess()
        let after = try trees()
        #expect(after.count == 5 && after[0...1] == before[0...1] && after[3...4] == before[2...3])
        let isText = words.contains("a.txt") || words.contains("1")
        #expect(try await series.patchbench("files", "2").text == (isText ? "a.txt\n" : "d/c.txt\n"))
        #expect(try await series.patchbench("files", "3").text == (isText ? "d/c.txt\n" : "a.txt\n"))
        #expect(
            try await series.patchbench("top").text
                == (applied == 2 ? (words.contains("rest") ? "rest\n" : "0002-two-twenty-2\n") : top))
        #expect(try series.work("d/b.txt") == "keep\nedited\n")
        let rest = words.contains("rest") ? "rest" : "0002-two-twenty-2"
        #expect(try series.folder.text(of: "patches/\(rest).patch").contains("\nSubject: two: twenty (rest)\n"))
        try await series.patchbench("undo").expectSuccess()
        #expect(try series.files == files && trees() == before)
        #expect(try await series.patchbench("top").text == top)
    }

    @Test func `hunks are chosen one by one`() async throws {
        try series.shell(
            """
            cd git && sed -i -e 's/^line 1$/line one/' -e 's/^line 12$/line twelve/' -e 's/^line 39$/line 39!/' a.txt
            echo more >> d/b.txt && git commit -q -a -m 'four: many' && git format-patch -q -1 --start-number 4 \
            -o ../patches && cd .. && echo 0004-four-many.patch >> patches/series
            """)
        let listed = try await series.patchbench("split", "4").expectSuccess()
        #expect(listed.text == "1 a.txt:1 +1 -1\n2 a.txt:9 +1 -1\n3 a.txt:36 +1 -1\n4 d/b.txt:1 +1 -0\n")
        try series.folder.write("n\ny\n?\nd\ny\n", to: "answers")
        let file = try FileHandle(forReadingFrom: series.folder.file("answers"))
        let answer = try await Command.patchbench(
            ["split", "4", "-i", "-m", "four: the rest"], in: series.folder.url, input: file.fileDescriptor)
        try answer.expectSuccess()
        #expect(answer.errors.contains("(3/4) keep this hunk"))
        let kept = try await series.patchbench("show", "4").text
        #expect(kept.contains("+line twelve") && kept.contains("+more"))
        #expect(!kept.contains("+line one") && !kept.contains("39!"))
        let rest = try await series.patchbench("show", "5").text
        #expect(rest.contains("four: the rest") && rest.contains("+line one") && rest.contains("39!"))
    }

    @Test(arguments: [
        ["2", "none.txt"], ["2", "a.txt", "d"], ["2", "--hunks", "3"], ["2", "--hunks", "1,2"], ["2", "--hunks", "x"],
        ["0", "a.txt"], ["1", "--hunks", "1"], ["2", "a.txt", "--name", "0003-three-thirty-five"],
    ]) func `a split that cannot be changes nothing`(_ words: [String]) async throws {
        let before = try series.files
        let answer = try await series.patchbench(["split"] + words)
        #expect(answer.status == 2 && !answer.errors.isEmpty)
        #expect(try series.files == before)
    }

    @Test(arguments: [([], ["a.txt", "d/c.txt"]), (["d"], ["d/c.txt"])] as [([String], [String])])
    func `what a patch changes is an edit again`(_ paths: [String], _ files: [String]) async throws {
        try await series.patchbench("push", "2").expectSuccess()
        let before = try series.files
        let work = try series.folder.listing(of: EditedSeries.work)
        let answer = try await series.patchbench(["spill"] + paths).expectSuccess()
        #expect(answer.text.contains(files.map { "  \($0)\n" }.joined()))
        #expect(try series.folder.listing(of: EditedSeries.work) == work)
        let left = try await series.patchbench("files").text
        #expect(left == (paths.isEmpty ? "" : "a.txt\n"))
        // Back again: the same tree as before.
        try await series.patchbench("refresh").expectSuccess()
        #expect(try await series.patchbench("diffstat", "1..2").text.contains(" 2 files changed"))
        for _ in 0..<2 { try await series.patchbench("undo").expectSuccess() }
        #expect(try series.files == before)
        #expect(try series.folder.listing(of: EditedSeries.work) == work)
    }

    @Test func `a patch is folded though it lies below, and others between`() async throws {
        try await series.patchbench("push", "-a").expectSuccess()
        let before = try trees()
        try series.shell("echo edited >> \(EditedSeries.work)/d/b.txt")
        try await series.patchbench("fold", "1").expectSuccess()
        #expect(try series.order == ["0002", "0003"])
        #expect(try trees().last == before.last)
        #expect(try await series.patchbench("applied").text == "0002-two-twenty\n0003-three-thirty-five\n")
        #expect(try await series.patchbench("show", "2").text.contains("+line five"))
        #expect(try series.work("d/b.txt") == "keep\nedited\n")
        try await series.patchbench("undo").expectSuccess()
        #expect(try trees() == before)
    }

    @Test func `a patch that those between need is not folded`() async throws {
        try series.shell(
            """
            cd git && sed -i 's/^line twenty$/line XX/' a.txt && git commit -q -a -m 'four: needs two'
            echo x >> d/b.txt && git commit -q -a -m 'five: other'
            git format-patch -q -2 --start-number 4 -o ../patches
            cd .. && ls patches | grep 000[45] >> patches/series
            """)
        try await series.patchbench("push", "-a").expectSuccess()
        let before = try series.files
        let answer = try await series.patchbench("fold", "2")
        #expect(answer.status != 0)
        #expect(answer.errors.contains("patch 4"))
        #expect(try series.files == before)
        #expect(try await series.patchbench("fold", "4").status == 0)
    }
}

/// absorb: which patch takes which hunk, by what git blame says of its lines.
@Suite struct AbsorbTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    @Test(
        arguments: [
            ("s/^line five$/line 5!/", "0001-one-five"), ("s/^line twenty$/line 20!/", "0002-two-twenty"),
            ("s/^line thirty-five$/&!/", "0003-three-thirty-five"), ("/^line twenty$/d", "0002-two-twenty"),
            ("s/^line 10$/line ten/", nil), ("/^line five$/a after", "0001-one-five"), ("/^line 12$/i new", nil),
        ] as [(String, String?)]) func `a hunk goes to the patch that git blames for its line`(
            _ edit: String, _ patch: String?
        ) async throws
    {
        try await series.patchbench("push", "-a").expectSuccess()
        try series.shell("sed -i '\(edit)' \(EditedSeries.work)/a.txt")
        let work = try series.work("a.txt")
        let files = try series.files
        let dry = try await series.patchbench("absorb", "--dry-run")
        #expect(try series.files == files)
        let answer = try await series.patchbench("absorb")
        #expect(answer.status == (patch == nil ? 1 : 0), "\(answer.errors)")
        #expect(dry.text == answer.text && dry.status == answer.status)
        #expect(try series.work("a.txt") == work)
        let changed = try series.files.filter { $0.value != files[$0.key] }.keys.sorted()
        #expect(changed == (patch.map { ["\($0).patch"] } ?? []))
        #expect(answer.text.contains(patch.map { " -> \($0)\n" } ?? "stays an edit: no patch touched its lines"))
        #expect(try await series.patchbench("refresh").text.contains("nothing changed") == (patch != nil))
    }

    @Test func `several hunks go each where they belong, and what stays is said`() async throws {
        try await series.patchbench("push", "-a").expectSuccess()
        let script = "-e 's/^line five$/line 5!/' -e 's/^line twenty$/XX/' -e 's/^line 30$/thirty/'"
        let edit = "sed -i \(script) a.txt && echo x >> d/c.txt"
        try series.shell("cd \(EditedSeries.work) && \(edit) && echo y > d/new && rm data.bin")
        let answer = try await series.patchbench("absorb")
        #expect(answer.status == 0)
        #expect(
            answer.text.hasPrefix(
                """
                a.txt:5 -> 0001-one-five
                a.txt:20 -> 0002-two-twenty
                a.txt:30 stays an edit: no patch touched its lines
                d/c.txt:2 -> 0002-two-twenty
                d/new stays an edit: the file is new, gone, or not changed by lines
                data.bin stays an edit: the file is new, gone, or not changed by lines

                """), "\(answer.text)")
        let trees = try series.shell(
            """
            cd git && git checkout -q HEAD~2 && sed -i 's/^line five$/line 5!/' a.txt
            git commit -q -a --amend --no-edit
            git cherry-pick main~1 main >&2; git checkout -q HEAD~1
            sed -i 's/^line twenty$/XX/' a.txt && echo x >> d/c.txt && git commit -q -a --amend --no-edit
            git cherry-pick main >&2; git log --reverse --format=%T
            """
        ).text
        let ours = try series.shell(
            "git --git-dir .patchbench/repository.git log --reverse --format=%T refs/patchbench/small/3"
        ).text
        #expect(ours == trees)
        let json = try await series.patchbench("absorb", "-n", "--json")
        #expect(json.text.contains(#"{"line":30,"patch":null,"path":"a.txt","touchedBy":[]}"#), "\(json.text)")
        #expect(try await series.patchbench("diff", "2..3").text.contains("thirty-five"))
        try await series.patchbench("undo").expectSuccess()
        #expect(try series.work("a.txt").contains("XX\n"))
    }

    @Test func `lines of two patches stay with their names`() async throws {
        try series.shell(
            """
            cd git && sed -i 's/^line 21$/line 21!/' a.txt && git commit -q -a -m 'four: next line'
            git format-patch -q -1 --start-number 4 -o ../patches && cd .. && ls patches | grep 0004 >> patches/series
            """)
        try await series.patchbench("push", "-a").expectSuccess()
        try series.shell("sed -i -e 's/^line twenty$/XX/' -e 's/^line 21!$/XXI/' \(EditedSeries.work)/a.txt")
        let answer = try await series.patchbench("absorb")
        #expect(answer.status == 1)
        #expect(answer.text.contains("a.txt:20 stays an edit: 0002-two-twenty, 0004-four-next-line touched its lines"))
    }
}
