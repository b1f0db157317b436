import Foundation
import PatchbenchTestSupport
import Testing

@testable import patchbench

@Suite struct ReportTests {
    /// A page, its text without marks, and what the command printed.
    private func report(_ small: SmallSeries, _ arguments: String...) async throws -> String {
        let answer = try await small.patchbench(["report", "-o", "page.html"] + arguments)
        #expect(answer.status == 0, "\(answer.errors)")
        return try small.folder.text(of: "page.html")
    }

    @Test func `the page begins with which patches did it, and has every patch`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("run", "--rounds", "3")
        let page = try await report(small)
        // 10, 8, 8, 4: -20% and -50%; exact, for nothing varies.
        #expect(
            page.contains(
                "<h1>1 lower-value and 3 halved-value make alloc(size=32) 20% and 50% faster; "
                    + "1 patch changes nothing that can be told.</h1>"))
        #expect(page.contains("<b>-60.0%</b> alloc(size=32) from the first stage to the last"))
        for stage in 1...3 { #expect(page.contains("<article id=\"stage-\(stage)\"")) }
        #expect(page.contains("<del>-10</del>\n<ins>+8</ins>"))
        #expect(page.contains("<ins>+because</ins>"))
        #expect(page.contains("Ten is too many."))
    }

    @Test func `a run of several builds is shown with the tests of one of them`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("test")
        _ = try await small.patchbench("attribute", "--rebuilds", "2", "--rounds", "4")
        let study = try await small.patchbench("report", "-o", "-").expectSuccess().text
        #expect(study.contains("Tests by stages"))
    }

    @Test func `the page asks for nothing and runs nothing that a stranger wrote`() async throws {
        let small = try SmallSeries()
        try small.edit("patches/0001-lower-the-value.patch") {
            $0.replacing("Ten is too many.", with: "</pre><script>alert(1)</script><img src=x>")
        }
        _ = try await small.patchbench("run", "--rounds", "3")
        let page = try await report(small)
        #expect(page.contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x&gt;"))
        #expect(page.matches(of: /<script/).count == 1)
        #expect(page.firstMatch(of: /<[^>]+(?:src=|url\(|href="[^#])/) == nil)
    }

    @Test func `tests, claims and searches are on it`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("run", "--rounds", "3")
        _ = try await small.patchbench("bisect", "--metric", "alloc", "0..3")
        let page = try await report(small)
        #expect(page.contains("fails, as expected before its patch"))
        #expect(page.contains("</span> 2 0002-say-why: same-behaviour</summary>"))
        #expect(page.contains("alloc, one change of at least 0.02 in 0..3"))
        let values = try await small.patchbench("report", "--json")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(values.output)) as? [String: Any])
        #expect((document["searches"] as? [[String: Any]])?.count == 1)
        #expect((document["effects"] as? [[String: Any]])?.count == 6)
    }

    @Test func `what was measured on several numbers of CPUs is a picture of curves`() async throws {
        let virtual =
            #"for n in 1 8 64; do echo '{"metric":"virtual_alloc","parameters":{"size":32,"cpus":'$n'},"#
            + #""unit":"virtual cycles","value":'$(($(sed -n 2p out/value.txt) * n))'}'; done"#
        let indented = virtual.replacing("'", with: "''")
        let small = try SmallSeries(
            plan: SmallSeries.plan + "    virtual: {build: sh build.sh, keep: out/value.txt, bench: '\(indented)'}\n")
        _ = try await small.patchbench("bench", "--virtual", "1,8,64", "--rounds", "3").expectSuccess()
        let page = try await report(small)
        #expect(page.contains("<h2>By the number of CPUs</h2>"))
        #expect(page.contains("aria-label=\"virtual_alloc(size=32), virtual cycles\""))
        let other = try SmallSeries()
        _ = try await other.patchbench("bench", "--rounds", "3").expectSuccess()
        #expect(try await !report(other).contains("By the number of CPUs"))
    }

    @Test func `run leaves the page, and says where`() async throws {
        let small = try SmallSeries()
        let run = try await small.patchbench("run", "--rounds", "3")
        #expect(run.text.hasSuffix("report: \(small.folder.file(".patchbench/small/report.html").path)\n"))
        #expect(try small.folder.text(of: ".patchbench/small/report.html").contains("20% and 50% faster"))
        let failing = try await small.patchbench("run", "--rounds", "1", "9")
        #expect(failing.status == 2)
    }

    @Test func `what was reported elsewhere is a second line, on its own scale`() async throws {
        let small = try SmallSeries()
        try small.edit("patchbench.yaml") {
            $0 + "    reported: {source: a list, stages: [base, halved-value], metrics: {alloc(size=32): [100, 50]}}\n"
        }
        _ = try await small.patchbench("run", "--rounds", "3")
        let page = try await report(small)
        #expect(page.matches(of: /<path class="reported"/).count == 1)
        #expect(page.contains("in per cent of its own first number (a list)."))
        try small.edit("patchbench.yaml") { $0.replacing("[100, 50]", with: "[100]") }
        let wrong = try await small.patchbench("report")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("a list of 2 numbers, one a stage"), "\(wrong.errors)")
    }

    @Test func `two runs are shown side by side`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("run", "--rounds", "3")
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("+4", with: "+2") }
        _ = try await small.patchbench("run", "--rounds", "3")
        let page = try await report(small, "--compare", "1", "2")
        #expect(page.contains("<th scope=\"row\">alloc(size=32)</th><td>-60.0%</td><td>-80.0%</td><td>-50.0%</td>"))
        #expect(page.contains("Dashed: run 1"))
        #expect(try await small.patchbench("report", "--compare", "1").status == 2)
        #expect(try await small.patchbench("report", "1", "2").status == 2)
    }

    @Test func `two versions are shown side by side, with what became of each patch`() async throws {
        let small = try SmallSeries()
        let other = small.folder.url.appending(path: "older")
        try FileManager.default.copyItem(at: small.folder.url.appending(path: "patches"), to: other)
        try small.edit("older/0003-halve-the-value.patch") { $0.replacing("+4", with: "+5") }
        try small.edit("patchbench.yaml") { plan in
            plan
                + plan.replacing("series:\n", with: "").replacing("  small:", with: "  older:")
                .replacing("patches: patches", with: "patches: older")
        }
        _ = try await small.patchbench("run", "--rounds", "3", "--series", "older")
        _ = try await small.patchbench("run", "--rounds", "3")
        let page = try await report(small, "--compare", "older", "small")
        #expect(page.contains("<th scope=\"row\">alloc(size=32)</th><td>-50.0%</td><td>-60.0%</td><td>-20.0%</td>"))
        #expect(page.contains("<caption>The patches of older and of small</caption>"))
        #expect(page.contains("<tr><th scope=\"row\">value: halve it</th><td>3</td><td>3</td><td>changed</td></tr>"))
        #expect(page.contains("Dashed: older (run 1)"))
        // A run's number says which series it is of.
        #expect(try await report(small, "1").contains("<p class=\"series\">older</p>"))
    }

    @Test func `a link leads to a patch that is on the page`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("run", "--rounds", "3")
        _ = try await small.patchbench("drop", "3").expectSuccess()
        _ = try await small.patchbench("test", "0..2", "--without", "1")
        let page = try await report(small)
        let targets = Set(page.matches(of: #/ id="([^"]+)"/#).map { String($0.1) })
        #expect(page.matches(of: #/href="#([^"]+)"/#).allSatisfy { targets.contains(String($0.1)) })
    }

    @Test func `a stage that changed since is named`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("run", "--rounds", "3")
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("+4", with: "+5") }
        #expect(try await report(small).contains("stage 3 changed since"))
    }

    @Test func `without a run there is nothing to report`() async throws {
        let small = try SmallSeries()
        let none = try await small.patchbench("report")
        #expect(none.status == 2)
        #expect(none.errors.contains("nothing was measured yet"))
        _ = try await small.patchbench("run", "--rounds", "1")
        let other = try await small.patchbench("report", "7")
        #expect(other.status == 2)
        #expect(other.errors.contains("there is no run 7"))
    }

    @Test(
        arguments: [
            ("int a = 10;", "int a = 8;", "int a = [10];", "int a = [8];"),
            ("f(x, y)", "f(x, long_y, z)", "f(x, [y])", "f(x, [long_y, z])"),
            ("same", "same", "same", "same"), ("one", "other line", "one", "other line"), ("", "new", "", "new"),
        ])
    func `words that changed are marked`(old: String, new: String, markedOld: String, markedNew: String) {
        let words = WordDiff(old, new)
        func marked(_ pieces: [WordDiff.Piece]) -> String {
            pieces.map { $0.isChanged ? "[\($0.text)]" : $0.text }.joined()
        }
        #expect(marked(words.old) == markedOld)
        #expect(marked(words.new) == markedNew)
    }

    @Test(
        arguments: [
            (10, [4, 4, 4], 3), (12, [1, 2, 100], 9), (100, [1, 2, 3], Int.max), (0, [5], 0), (5, [], Int.max),
        ])
    func `room is shared so that small ones are whole`(budget: Int, sizes: [Int], limit: Int) {
        #expect(ReportPage.share(of: budget, among: sizes) == limit)
    }

    @Test func `a hunk ends where its counts say, whatever stands in it`() {
        let diff = """
            diff --git a/f b/f
            index 1..2 100644
            --- a/f
            +++ b/f
            @@ -2,2 +2,2 @@ fn
            --- a/not-a-header
            +++ b/nor-this
             same
            \\ No newline at end of file

            """
        let lines = DiffLines(Array(diff.utf8))
        #expect(lines.files.map(\.path) == ["f"])
        #expect(
            lines.lines(of: 0).map { lines.text(of: $0) } == [
                "@@ -2,2 +2,2 @@ fn", "-- a/not-a-header", "++ b/nor-this", "same", "\\ No newline at end of file",
            ])
        #expect(lines.lines(of: 0).map { lines.kind(of: $0) } == [.hunk, .removed, .added, .context, .note])
    }
}
