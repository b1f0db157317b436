import Foundation
import PatchbenchTestSupport
import Testing

@testable import patchbench

@Suite struct CoverTests {
    /// What stands above the notes.
    private func cover(_ small: SmallSeries, _ arguments: String...) async throws -> [String] {
        let answer = try await small.patchbench(["cover"] + arguments)
        #expect(answer.status == 0, "\(answer.errors)")
        let lines = answer.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.allSatisfy { $0.count <= 75 && $0.utf8.allSatisfy { $0 < 0x80 } }, "\(answer.text)")
        return Array(lines.prefix { !$0.hasPrefix("small:") }.dropLast())
    }

    /// 10 cycles at the base, 8 from patch 1 on, 4 from patch 3 on; free takes twice as many; nothing varies.
    @Test func `each style has before, after and change`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("bench", "--rounds", "3")
        #expect(
            try await cover(small) == [
                "                       base  halved-value  change  95% interval",
                "alloc(size=32)  10.0 cycles   4.00 cycles  -60.0%         exact",
                "free(size=32)   20.0 cycles   8.00 cycles  -60.0%         exact",
            ])
        #expect(
            try await cover(small, "--style", "list") == [
                "* Before", "alloc/free(32): Median=10.0/20.0", "", "* After", "alloc/free(32): Median=4.00/8.00",
            ])
        #expect(
            try await cover(small, "--style", "markdown", "--metric", "alloc") == [
                "| metric | base | halved-value | change | interval |", "|---|--:|--:|--:|--:|",
                "| `alloc(size=32)` | 10.0 cycles | 4.00 cycles | -60.0% | exact |",
            ])
        let lkp = try await cover(small, "--style", "lkp")
        #expect(
            lkp.prefix(5) == ["commit:", "  0 (base)", "  3 (halved-value)", "", "testcase: sh out/run bench"])
        #expect(lkp.contains("parameters: cpus=1, rounds=3"))
        #expect(lkp.last == "           20.0             -60.0%         8.00         free(size=32)")
        let benchstat = try await cover(small, "--style", "benchstat", "--patch", "1", "--metric", "free")
        #expect(benchstat[0] == "name                         old                new   delta")
        #expect(benchstat[1] == "free(size=32)  20.0 cycles +- 0%  16.0 cycles +- 0%  -20.0%  (exact n=3)")
    }

    /// In eight rounds of nine the values go up and down alike; in one the last stage was not measured.
    @Test func `benchstat's p and n are of the rounds that measured both`() async throws {
        let small = try SmallSeries()
        try small.edit("base/run.sh") {
            $0.replacing(
                "bench)\n",
                with: """
                    bench)
                        echo >> "$BUILDS.$PATCHBENCH_STAGE"
                        run=$(wc -l < "$BUILDS.$PATCHBENCH_STAGE")
                        [ "$PATCHBENCH_STAGE $run" != '1 2' ] || exit 0
                        value=$((value * 100 + run % 3))

                    """)
        }
        _ = try await small.patchbench("bench", "0..1", "--rounds", "9")
        let lines = try await cover(small, "--style", "benchstat", "--patch", "1", "--metric", "alloc")
        #expect(lines[1].contains(/-20\.\d%  \(p=0\.0\d\d n=8\)$/), "\(lines)")
    }

    /// Builds vary by 3%: what of a change is layout, four builds have told.
    @Test func `of several builds no layout is left to tell`() async throws {
        let small = try SmallSeries()
        try small.edit("base/build.sh") { $0 + "echo $((PATCHBENCH_BUILD * 3)) > out/layout\n" }
        try small.edit("base/run.sh") {
            $0.replacing("bench)\n", with: "bench)\n        value=$((value * 100 + $(cat out/layout) + $$ % 7))\n")
        }
        try small.edit("patchbench.yaml") { $0.replacing("out/value.txt]", with: "out/value.txt, out/layout]") }
        _ = try await small.patchbench("bench", "0..1", "--rebuilds", "4", "--rounds", "12").expectSuccess()
        for style in ["table", "lkp", "benchstat", "markdown"] {
            _ = try await cover(small, "--style", style)
            let text = try await small.patchbench("cover", "--style", style).text
            #expect(!text.contains("--rebuilds"), "\(text)")
        }
    }

    @Test func `no name is cut off where several metrics begin alike`() async throws {
        let small = try SmallSeries()
        let name = "node_lock_acquisitions_of_all_nodes"
        try small.edit("base/run.sh") { script in
            [("alloc", name), ("free", "\(name)_of_others")].reduce(script) {
                $0.replacing(
                    #"{"metric":"\#($1.0)","parameters":{"size":32},"unit":"cycles""#,
                    with: #"{"metric":"\#($1.1)","parameters":{"size":32},"unit":"per object""#)
            }
        }
        _ = try await small.patchbench("bench", "--rounds", "3").expectSuccess()
        let head = ["|metric|base|halved-value|change|interval|", "|---|--:|--:|--:|--:|"]
        #expect(
            try await cover(small, "--style", "markdown") == ["`\(name)`", ""] + head
                + ["|`size=32`|10.0 per object|4.00 per object|-60.0%|exact|", "", "`\(name)_of_others`", ""] + head
                + ["|`size=32`|20.0 per object|8.00 per object|-60.0%|exact|"])
        let benchstat = try await cover(small, "--style", "benchstat")
        #expect(benchstat.contains("\(name)(size=32), per object"), "\(benchstat)")
    }

    @Test func `what cannot be told is a tilde, and a patch that was not measured is named`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("bench", "0..1", "--rounds", "1")
        #expect(try await cover(small)[1].contains("~"))
        let other = try await small.patchbench("cover", "--patch", "3")
        #expect(other.status == 2)
        #expect(other.errors.contains("run 1 did not measure stage 3 and one before it"))
    }

    @Test(
        arguments: [
            ("one two three", 7, ["one two", "three"]), ("", 5, []),
            ("longer-than-that a", 5, ["longer-than-that", "a"]),
            ("  in by two", 8, ["  in by", "  two"]),
        ])
    func `lines end at words`(text: String, width: Int, lines: [String]) {
        #expect(wrapped(text, to: width) == lines)
    }
}

@Suite struct CoverInPlaceTests {
    @Test func `an exported cover letter has the numbers, in place of older ones`() async throws {
        let small = try SmallSeries()
        try small.folder.write("Subject: values\n\nWhat they are for.\n", to: "patches/cover-letter.txt")
        let without = try await small.patchbench("export", "--cover").expectSuccess().text
        #expect(!without.contains("[numbers by patchbench]"))
        _ = try await small.patchbench("bench", "--rounds", "3").expectSuccess()
        // A later run that does not reach from the base to the top.
        _ = try await small.patchbench("bench", "0..1", "--rounds", "3").expectSuccess()
        let with = try await small.patchbench("export", "--cover", "--style", "list").expectSuccess().text
        let expected = """
            What they are for.

            [numbers by patchbench]
            * Before
            alloc/free(32): Median=10.0/20.0

            * After
            alloc/free(32): Median=4.00/8.00

            """
        #expect(with.contains(expected), "\(with)")
        #expect(with.contains("[end of numbers]\n\nAda Example (2):\n"))
        let mails = try TemporaryFolder()
        try mails.write(with, to: "posted.mbox")
        _ = try await small.patchbench(
            "import", mails.file("posted.mbox").path, "--name", "posted", "--base", "base"
        ).expectSuccess()
        // What was measured is now other code.
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("+4", with: "+2") }
        #expect(!(try await small.patchbench("export", "--cover")).text.contains("[numbers by patchbench]"))
        let again = try await small.patchbench("export", "--cover", "--series", "posted").expectSuccess().text
        #expect(again.matches(of: #/\[numbers by patchbench\]/#).count == 1)
        #expect(again.contains(expected))
    }

    @Test func `the numbers go into the patch's message, once, and undo takes them back`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("bench", "--rounds", "3").expectSuccess()
        let file = "patches/0001-lower-the-value.patch"
        let before = try small.folder.text(of: file)
        let answer = try await small.patchbench("cover", "--in-place", "1")
        #expect(answer.text.hasPrefix("put the numbers into the message of 0001-lower-the-value\n"), "\(answer.errors)")
        let once = try small.folder.text(of: file)
        #expect(
            once.contains(
                """
                Ten is too many.

                [numbers by patchbench]
                                       base  lower-value  change  95% interval

                """))
        #expect(once.contains("[end of numbers]\n\nFeature: lower-value\n"))
        _ = try await small.patchbench("cover", "--in-place", "1").expectSuccess()
        #expect(try small.folder.text(of: file) == once)
        while try small.folder.text(of: file) != before {
            let undone = try await small.patchbench("undo").expectSuccess()
            #expect(undone.text.contains("took back: cover 0001-lower-the-value"))
        }
    }
}
