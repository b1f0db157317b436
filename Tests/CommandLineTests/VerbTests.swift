import Foundation
import PatchbenchTestSupport
import Testing

@testable import patchbench

/// Every verb once as users start it: the built tool, a process of its own.
@Suite struct VerbTests {
    struct Verb: Sendable, CustomTestStringConvertible {
        let words: [String]
        /// A line of it.
        let prints: String
        var status: Int32 = 0
        /// A verb that makes what this one needs.
        var before: [String]?

        init(_ line: String, prints: String, status: Int32 = 0, before: String? = nil) {
            words = line.split(separator: " ").map(String.init)
            self.prints = prints
            self.status = status
            self.before = before?.split(separator: " ").map(String.init)
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    /// On the small series, of which the first patch is applied.
    static let verbs = [
        Verb("status", prints: "small: 0001-lower-the-value is on top, 1 of 3 applied"),
        Verb("restore .", prints: "nothing was edited there"),
        Verb("series", prints: "> 1 0001-lower-the-value"),
        Verb("applied", prints: "0001-lower-the-value"), Verb("unapplied", prints: "0003-halve-the-value"),
        Verb("top", prints: "0001-lower-the-value"), Verb("next", prints: "0002-say-why"),
        Verb("previous 3", prints: "0002-say-why"), Verb("files", prints: "value.txt"),
        Verb("patches notes", prints: "0002-say-why"), Verb("annotate value.txt", prints: "1\t8"),
        Verb("push", prints: "next: 3 (0003-halve-the-value)"),
        Verb("pop", prints: "next: 1 (0001-lower-the-value)"), Verb("goto 3", prints: "all patches are applied"),
        Verb("step", prints: "", status: 2), Verb("show 1", prints: "Ten is too many."),
        Verb("diff 0..1", prints: "+8"),
        Verb("diffstat", prints: "0003-halve-the-value"),
        Verb("build 0", prints: "built"), Verb("test 0", prints: "witness"),
        Verb("bench 0 --rounds 1", prints: "0 base  10.0"), Verb("run 0 --rounds 1", prints: "0 base  10.0"),
        Verb("compare 0 1 --rounds 3", prints: "faster"), Verb("attribute 0..1 --rounds 3", prints: "lower-value"),
        Verb("ablate --dry-run", prints: "1 lower-value is needed by 3 halved-value: value.txt:1, hunk 1"),
        Verb("claims", prints: "1 confirmed, 0 refuted"),
        Verb("bisect --metric alloc 0..1", prints: "1 lower-value: -20.0%"),
        Verb("reduce --run false", prints: "fails without any patch"),
        Verb("history", prints: "nothing was measured yet"), Verb("log 1", prints: "it was not measured yet"),
        Verb("cover", prints: "alloc(size=32)", before: "run --rounds 3"),
        Verb("report", prints: "small-report.html", before: "run --rounds 1"),
        Verb("doctor --quick", prints: "CPUs"), Verb("probe", prints: #"{"metric":"memory","unit":"us","value":"#),
        Verb("work --task 0 .", prints: "", status: 2),
        Verb("new fix", prints: "fix is now on top"), Verb("rename other", prints: "0001-lower-the-value is now other"),
        Verb("edit -m other", prints: "edited 0001-lower-the-value"), Verb("float 2", prints: "1 0001-lower-the-value"),
        Verb("sink 2", prints: "1 0002-say-why"),
        Verb("split 1", prints: "1 value.txt:1 +1 -1"), Verb("spill", prints: "  value.txt"),
        Verb("absorb", prints: "there is nothing to absorb"),
        Verb("rebase base", prints: "small is now on base"),
        Verb("refresh", prints: "nothing changed since 0001-lower-the-value was applied"),
        Verb("fold 2", prints: "folded 0002-say-why into 0001-lower-the-value"),
        Verb("drop 3", prints: "dropped 0003-halve-the-value"), Verb("reorder 2 --after 3", prints: "the order is now"),
        Verb("undo", prints: "took back: drop 0003-halve-the-value", before: "drop 3"),
        Verb("redo", prints: "did again: push 0001-lower-the-value", before: "undo"),
        Verb("op log", prints: "push 0001-lower-the-value"),
        Verb("range-diff patches patches", prints: "2: = 2: notes: say why"), Verb("interdiff 1 3", prints: "++4"),
        Verb("apply --base base patches", prints: "0003-halve-the-value"),
        Verb("import patches --name other", prints: "patches/other"),
        Verb("export", prints: "Subject: [PATCH 2/3] notes: say why"),
        Verb("trust base", prints: "trusted: /"),
        Verb("read base/value.txt", prints: "there is no metric and no test that is understood", status: 1),
        Verb("manual look", prints: ".SH SERIES"),
        Verb("init -C base", prints: "build: nothing found; write how a stage is built"),
    ]

    @Test(arguments: verbs) func `the built tool does what the verb says`(_ verb: Verb) async throws {
        let small = try SmallSeries()
        try await small.patchbench("push").expectSuccess()
        if let before = verb.before { try await small.patchbench(before).expectSuccess() }
        let answer = try small.product(verb.words)
        #expect(answer.status == verb.status, "\(answer.errors)")
        #expect(verb.prints.isEmpty ? answer.text.isEmpty : answer.text.contains(verb.prints), "\(answer.text)")
        #expect(!answer.text.contains("\u{1B}") && !answer.errors.contains("\u{1B}"))
    }

    @Test func `no verb is missing`() {
        let names = Patchbench.configuration.subcommands.map { $0._commandName }
        #expect(names.sorted() == Self.verbs.map { $0.words[0] }.sorted())
    }

    @Test(arguments: [
        (["pussh"], "did you mean \u{201C}push\u{201D}?"), (["xylophone"], "`patchbench --help` lists them"),
        (["-C", ".", "seires"], "did you mean \u{201C}series\u{201D}?"), (["series", "--jsn"], "--json"),
    ]) func `a mistyped word is answered with the one that is meant`(_ words: [String], _ says: String) async throws {
        let answer = try await SmallSeries().patchbench(words)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(says), "\(answer.errors)")
    }

    @Test func `the manual has a page a group, with every verb and option of its help`() async throws {
        let small = try SmallSeries()
        let groups = try await small.patchbench("manual", "--list").text.split(separator: "\n").map(String.init)
        let hidden = Patchbench.configuration.subcommands.filter { !$0.configuration.shouldDisplay }.map {
            $0._commandName
        }
        var titles: [String] = []
        for group in groups {
            let page = try await small.patchbench("manual", group).text
            #expect(page.hasPrefix(".TH PATCHBENCH-\(group.uppercased()) 1"))
            titles += page.matches(of: #/(?m)^\.SH (.*)$/#).map { String($0.1).lowercased() }.filter { $0 != "name" }
        }
        #expect(titles.sorted() == UnknownVerb.names.filter { !hidden.contains($0) }.sorted())
        #expect(try await small.patchbench("manual", "measure").text.contains("\\-\\-budget"))
        #expect(try await small.patchbench("manual").text.contains("Exit status"))
    }

    @Test(arguments: [
        ("goto", "positional@0", "0001-lower-the-value"), ("goto", "positional@0", "top"),
        ("compare", "positional@1", "halved-value"), ("drop", "positional@0", "0003-halve-the-value"),
        ("series", "--series", "small"), ("show", "--series", "small"),
    ]) func `shells are told the names that a value may have`(
        _ verb: String, _ argument: String, _ name: String
    ) async throws {
        // What the scripts that the parser generates call.
        let words = ["---completion", verb, "--", argument, "2", "0", "patchbench", verb, ""]
        let answer = try await SmallSeries().patchbench(words)
        #expect(answer.text.split(separator: "\n").contains(Substring(name)), "\(answer.text) \(answer.errors)")
    }

    @Test func `the version is one line of three numbers`() async throws {
        let answer = try await SmallSeries().patchbench("--version")
        #expect(answer.status == 0)
        #expect(answer.text.wholeMatch(of: #/patchbench \d+\.\d+\.\d+\n/#) != nil, "\(answer.text)")
    }

    @Test func `wrong usage, wrong input and help have their statuses and outputs in a process, too`() async throws {
        let small = try SmallSeries()
        for words in [
            ["series", "--jsn"], ["goto", "4"], ["--help"], ["--version"], ["series"], ["diff", "0..3"], ["export"],
        ] {
            let (process, inside) = (try small.product(words), try await small.patchbench(words))
            #expect(process.status == inside.status)
            #expect(process.output == inside.output)
            #expect(process.errors == inside.errors)
        }
    }
}
