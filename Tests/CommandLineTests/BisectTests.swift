import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct BisectTests {
    /// Patches 1 to `count` on a benchmark of 100 cycles; those of `steps` change the value, the others a file that
    /// nothing reads.
    private func series(_ count: Int, steps: [Int: Int]) throws -> SmallSeries {
        let small = try SmallSeries()
        try small.edit("base/value.txt") { $0.replacing("10", with: "100") }
        try small.folder.write("none\n", to: "base/note.txt")
        var (value, note, names) = ("100", "none", "")
        for number in 1...count {
            let (file, before, after): (String, String, String)
            if let step = steps[number] {
                (file, before, after) = ("value.txt", value, "\(step)")
                value = after
            } else {
                (file, before, after) = ("note.txt", note, "note \(number)")
                note = after
            }
            let hunk =
                file == "value.txt"
                ? "@@ -1,3 +1,3 @@\n the value is\n-\(before)\n+\(after)\n cycles\n"
                : "@@ -1 +1 @@\n-\(before)\n+\(after)\n"
            try small.folder.write(
                "Subject: step \(number)\n\n---\n--- a/\(file)\n+++ b/\(file)\n\(hunk)", to: "patches/p\(number).patch")
            names += "p\(number).patch\n"
        }
        try small.folder.write(names, to: "patches/series")
        return small
    }

    /// What the bench says is exact is halved, a run a stage, though there are more than two levels.
    @Test func `a metric of virtual CPUs takes the plan's commands for it, and a run a stage`() async throws {
        let small = try series(12, steps: [3: 90, 7: 40, 11: 36])
        let line =
            #"echo '{"metric":"virtual_alloc","parameters":{"cpus":'$PATCHBENCH_CPUS'},"unit":"virtual cycles","#
            + #""value":'$(sed -n 2p out/value.txt)',"better":"less","conditions":{"exact":true}}'"#
        let quoted = line.replacing("'", with: "''")
        try small.edit("patchbench.yaml") {
            $0 + "    virtual: {build: sh build.sh, keep: out/value.txt, bench: '\(quoted)'}\n"
        }
        let found = try document(try await small.patchbench("bisect", "--metric", "virtual_alloc(cpus=8)", "--json"))
        #expect(try patches(found) == [7])
        #expect(found["measurements"] as? Int == Set(small.builds).count && small.builds.count <= 6)
        let all = try await small.patchbench("bisect", "--metric", "virtual_alloc(cpus=8)", "--all", "--json")
        #expect(try patches(document(all)) == [3, 7, 11])
        #expect(small.builds.count == 13)
        let none = try await small.patchbench("bisect", "--metric", "alloc", "--virtual", "8,", "0..1")
        #expect(none.status == 2)
    }

    private func document(_ command: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any])
    }

    private func patches(_ document: [String: Any]) throws -> [Int] {
        try #require(document["changes"] as? [[String: Any]]).compactMap { $0["patch"] as? Int }
    }

    @Test func `the one patch that changed a metric is found, with fewer builds than stages`() async throws {
        let small = try series(16, steps: [11: 90])
        let answer = try await small.patchbench("bisect", "--metric", "alloc(size=32)", "--json")
        #expect(answer.status == 0)
        let report = try document(answer)
        #expect(try patches(report) == [11])
        #expect(report["answer"] as? String == "change")
        let change = try #require((report["changes"] as? [[String: Any]])?.first)
        #expect(abs(try #require(change["ratio"] as? Double) - 0.9) < 0.001)
        #expect(try #require(change["probability"] as? Double) >= 0.95)
        #expect(report["builds"] as? Int == small.builds.count)
        #expect(small.builds.count < 12)
        #expect(small.builds.count == Set(small.builds).count)
    }

    @Test func `all changes are found, of either sign`() async throws {
        let small = try series(12, steps: [3: 80, 9: 120])
        let report = try await document(small.patchbench("bisect", "--metric", "alloc", "--all", "--json"))
        #expect(try patches(report) == [3, 9])
        let ratios = try #require(report["changes"] as? [[String: Any]]).compactMap { $0["ratio"] as? Double }
        #expect(zip(ratios, [0.8, 1.5]).allSatisfy { abs($0 - $1) < 0.001 })
    }

    @Test func `no change is an answer, and a change below the smallest that counts is none`() async throws {
        let small = try series(8, steps: [5: 99])
        let answer = try await small.patchbench("bisect", "--metric", "alloc", "--min-effect", "5%", "--json")
        #expect(answer.status == 0)
        let report = try document(answer)
        #expect(report["answer"] as? String == "no change")
        #expect(try patches(report) == [])
        let text = try await small.patchbench("bisect", "--metric", "alloc", "1..4").text
        let answered = "no net change of alloc(size=32) by 2% or more from stage 1 to 4: it is 100 cycles at both"
        #expect(text.replacing("\n", with: " ").hasPrefix(answered))
        let all = try await small.patchbench("bisect", "--metric", "alloc", "--all", "1..4").text
        #expect(all.hasPrefix("no patch changed alloc(size=32) by 2% or more\n"))
    }

    @Test func `a test is followed by its name, and its command is told which`() async throws {
        let small = try SmallSeries()
        try small.edit("base/run.sh") {
            $0.replacing("test)\n", with: "test)\n    echo \"# $PATCHBENCH_TEST\" >> \"$BUILDS.tests\"\n")
        }
        let report = try await document(small.patchbench("bisect", "--test", "witness", "--json"))
        #expect(try patches(report) == [1])
        let change = try #require((report["changes"] as? [[String: Any]])?.first)
        #expect(try #require(change["rise"] as? Double) < -0.5)
        #expect(Set(try small.folder.text(of: "builds.tests").split(separator: "\n")) == ["# witness"])
    }

    @Test func `a command says good or bad, and 125 for neither`() async throws {
        let small = try series(10, steps: [6: 50])
        let script = "test $PATCHBENCH_STAGE = 5 && exit 125; test $(sed -n 2p out/value.txt) = 100"
        let report = try await document(small.patchbench("bisect", "--run", script, "--json"))
        let change = try #require((report["changes"] as? [[String: Any]])?.first)
        #expect(change["patches"] as? [Int] == [5, 6])
    }

    @Test func `stages that do not build are gone around`() async throws {
        let small = try series(10, steps: [6: 50])
        try small.edit("base/build.sh") { "case $PATCHBENCH_STAGE in 3|7) exit 1;; esac\n" + $0 }
        #expect(try await patches(document(small.patchbench("bisect", "--metric", "alloc", "--json"))) == [6])
    }

    @Test func `a search that was stopped goes on where it was`() async throws {
        let small = try series(16, steps: [11: 90])
        try small.edit("base/run.sh") { $0.replacing("bench)\n", with: "bench)\n    echo run >> \"$BUILDS.runs\"\n") }
        let first = try await small.patchbench("bisect", "--metric", "alloc", "--max-runs", "6", "--json")
        #expect(first.status == 1)
        #expect(try document(first)["answer"] as? String == "undecided")
        let second = try await document(small.patchbench("bisect", "--metric", "alloc", "--resume", "--json"))
        #expect(try patches(second) == [11])
        let runs = try small.folder.text(of: "builds.runs").split(separator: "\n").count
        #expect(second["measurements"] as? Int == runs)
        #expect(try await small.patchbench("bisect", "--metric", "alloc", "--resume").status == 2)
    }

    @Test func `a search ends with its budget and can be gone on with`() async throws {
        let small = try series(16, steps: [11: 90])
        let first = try await small.patchbench("bisect", "--metric", "alloc", "--budget", "0.001s")
        #expect(first.status == 1)
        #expect(first.text.contains("not finished; --resume goes on\n1 measurement of 1 stage"))
        let second = try await document(small.patchbench("bisect", "--metric", "alloc", "--resume", "--json"))
        #expect(try patches(second) == [11])
    }

    @Test func `what is likelier beforehand is believed sooner, and measurements decide`() async throws {
        func stages(_ words: String...) async throws -> Int {
            let small = try series(16, steps: [11: 90])
            let report = try await document(small.patchbench(["bisect", "--metric", "alloc", "--json"] + words))
            #expect(try patches(report) == [11])
            return try #require(report["stages_measured"] as? Int)
        }
        #expect(try await stages("--weight", "p11=50", "--weight", "12=2") < stages())
        #expect(try await stages("--weight", "p3=50") >= stages())
        // Each patch changes as much as the other.
        #expect(try await stages("--weight-by", "size") == stages())
    }

    @Test func `what is believed is shown after every run`() async throws {
        let small = try series(8, steps: [4: 50])
        let answer = try await small.patchbench("bisect", "--metric", "alloc")
        #expect(answer.errors.contains("run 1, stage 0: 100"))
        #expect(answer.errors.contains(/run \d+, stage \d: \d+; patch 4 \d/))
        #expect(answer.text.contains(#/  4 p4: -50\.0% \(.*\), 9\d(\.\d)?% sure/#))
    }

    static let wrong: [([String], String)] = [
        (["bisect"], "Give one of --metric, --test and --run"),
        (["bisect", "--metric", "alloc", "--test", "witness"], "Give one of --metric, --test and --run"),
        (["bisect", "--metric", "speed"], "speed is no metric of these:\n      alloc(size=32)\n      free(size=32)"),
        (["bisect", "--metric", "alloc(size"], "--metric"),
        (
            ["bisect", "--test", "witnes"],
            "no test \u{201C}witnes\u{201D} on any stage that was tried\n    did you mean \u{201C}witness\u{201D}?"
        ),
        (["bisect", "--metric", "alloc", "--weight", "3"], "--weight"),
        (["bisect", "--metric", "alloc", "--weight", "1=0"], "--weight"),
        (["bisect", "--metric", "alloc", "1..2", "--weight", "3=2"], "Patch 3 of --weight does not lie in 1..2."),
        (["bisect", "--metric", "alloc", "--weight-by", "age"], "--weight-by"),
        (["bisect", "--run", "exit 130"], "gave no answer: exit status 130"),
        (["bisect", "--metric", "alloc", "2..1"], "no patch lies between the stages"),
        (["bisect", "--metric", "alloc", "--resume"], "nothing that asked the same was stopped before its end"),
    ]

    @Test(arguments: wrong) func `wrong input ends with 2 and says why`(_ words: [String], _ message: String)
        async throws
    {
        let answer = try await SmallSeries().patchbench(words)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(message))
    }
}
