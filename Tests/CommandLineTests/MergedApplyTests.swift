import Foundation
import PatchbenchTestSupport
import Testing

/// `apply --3way`, with `git am -3` as the reference.
@Suite struct MergedApplyTests {
    private struct Report: Decodable {
        struct Row: Decodable {
            struct File: Decodable, Equatable {
                let path: String
                let outcome: String
            }
            let outcome: String
            let files: [File]?
            let tree: String?
        }
        let patches: [Row]
    }

    /// The repository of the series, with a branch on which a line of `a.txt` is another.
    private func series(line: Int) throws -> EditedSeries {
        let series = try EditedSeries()
        try series.shell(
            """
            cd git && git checkout -q -b other main~3 && sed -i 's/^line \(line)$/line changed/' a.txt
            git commit -q -a -m changed
            """)
        return series
    }

    private func apply(_ series: EditedSeries, _ words: String...) async throws -> (answer: Command, rows: [Report.Row])
    {
        let answer = try await series.patchbench(
            ["apply", "-C", "git", "--base", "other", "../patches", "--json", "--out", "../out"] + words)
        return (answer, try JSONDecoder().decode(Report.self, from: Data(answer.output)).patches)
    }

    @Test func `a merge leads to git's tree, and says which files were merged`() async throws {
        let series = try series(line: 17)
        let plain = try await apply(series)
        #expect(plain.answer.status == 1)
        #expect(plain.rows.map(\.outcome) == ["applied", "does-not-apply", "not-tried"])
        try series.shell(
            "cd git && git am -q -3 ../patches/*.patch && git checkout -q -b wanted other~3 && rm -rf ../out")
        let wanted = try series.shell("git -C git log -3 --reverse --format=%T other").text
        try series.shell("cd git && git branch -f other other~3")
        for _ in 0..<2 {
            try? FileManager.default.removeItem(at: series.folder.file("out"))
            let merged = try await apply(series, "--3way")
            #expect(merged.answer.status == 0, "\(merged.answer.errors)")
            #expect(merged.rows.map(\.outcome) == ["applied", "merged", "applied"])
            #expect(merged.rows[1].files == [Report.Row.File(path: "a.txt", outcome: "merged")])
            #expect(merged.rows.compactMap(\.tree).joined(separator: "\n") + "\n" == wanted)
            #expect(series.folder.exists("out/d/c.txt"))
        }
        #expect(
            try await series.patchbench("apply", "-C", "git", "--base", "other", "../patches", "--3way").text
                .contains("a.txt: merged\n"))
    }

    @Test func `a conflict is named with its paths, and nothing is written`() async throws {
        let series = try series(line: 20)
        let (answer, rows) = try await apply(series, "--3way")
        #expect(answer.status == 1)
        #expect(rows.map(\.outcome) == ["applied", "conflicts", "not-tried"])
        #expect(rows[1].files == [Report.Row.File(path: "a.txt", outcome: "conflicts")])
        #expect(answer.errors == "patchbench: patch 2, 0002-two-twenty, is in conflict in:\n      a.txt\n")
        #expect(!series.folder.exists("out"))
    }

    @Test func `what a merge lacks is said`() async throws {
        let series = try series(line: 17)
        try series.shell("sed -i 's/^index [0-9a-f]*/index 1234567/' patches/0002-two-twenty.patch")
        let (answer, rows) = try await apply(series, "--3way")
        #expect(answer.status == 1)
        #expect(rows.map(\.outcome) == ["applied", "does-not-apply", "not-tried"])
        #expect(
            answer.errors.contains(
                "no merge: the content of a.txt that the patch was made for, blob 1234567, is not at hand"))
    }
}
