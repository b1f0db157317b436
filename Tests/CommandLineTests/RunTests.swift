import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct RunTests {
    private let small: SmallSeries

    init() throws { small = try SmallSeries() }

    private func document(_ command: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any])
    }

    @Test func `a build is kept and never made twice`() async throws {
        #expect(try await small.patchbench("build").status == 0)
        #expect(small.builds == ["0", "1", "2", "3"])
        #expect(try await small.patchbench("build").status == 0)
        #expect(small.builds.count == 4)
    }

    @Test func `a change in one patch builds only the stages from it on again`() async throws {
        _ = try await small.patchbench("build")
        try small.edit("patches/0002-say-why.patch") { $0.replacing("+because", with: "+well, because") }
        _ = try await small.patchbench("build")
        #expect(small.builds.dropFirst(4) == ["2", "3"])
    }

    @Test func `series that share a stage share its build`() async throws {
        let other = SmallSeries.plan.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
        try small.edit("patchbench.yaml") { $0 + other.replacing("small:", with: "other:") }
        _ = try await small.patchbench("build")
        #expect(try await small.patchbench("build", "--series", "other").text.contains("built before"))
        #expect(small.builds.count == 4)
    }

    @Test func `a change of a command builds all stages again`() async throws {
        _ = try await small.patchbench("build")
        try small.edit("patchbench.yaml") { $0.replacing("sh build.sh", with: "sh ./build.sh") }
        _ = try await small.patchbench("build")
        #expect(small.builds.count == 8)
    }

    @Test func `building leaves the work tree at its stage`() async throws {
        _ = try await small.patchbench("goto", "1")
        _ = try await small.patchbench("build")
        #expect(try small.folder.text(of: ".patchbench/small/work/value.txt").contains("8"))
        let marks = try await small.patchbench("series").text.split(separator: "\n").map { $0.prefix(1) }
        #expect(marks == [">", "-", "-"])
    }

    @Test func `tests are told per stage, with what is expected before a patch`() async throws {
        let answer = try await small.patchbench("test", "--json")
        #expect(answer.status == 0)
        let tests = try #require(try document(answer)["tests"] as? [[String: Any]])
        let outcomes = tests.map { "\($0["stage"]!) \($0["name"]!) \($0["outcome"]!)" }
        #expect(
            outcomes == [
                "0 starts pass", "0 witness fail", "1 starts pass", "1 witness pass", "2 starts pass", "2 witness pass",
                "2 same-behaviour pass", "3 starts pass", "3 witness pass",
            ])
        #expect(tests[1]["expected"] as? Bool == true)
        #expect(tests[1]["message"] as? String == "before lower-value: it is 10")
        #expect(tests[0]["message"] as? String == "")
        let matrix = try await small.patchbench("test").text
        #expect(matrix.contains("witness        · ✓ ✓ ✓"))
    }

    @Test func `exploring runs its own commands, a row a scenario`() async throws {
        let tap = #"TAP version 13\\n1..2\\nok 1 grow\\nnot ok 2 shrink # found\\n"#
        let explore = "    explore: {test: \"printf '\(tap)'\"}\n"
        let without = try await small.patchbench("test", "--explore", "2")
        #expect(without.status == 2)
        #expect(without.errors.contains("has no \u{201C}explore\u{201D}"))
        try small.edit("patchbench.yaml") { $0 + explore }
        let answer = try await small.patchbench("test", "--explore", "1..2")
        #expect(answer.status == 1)
        #expect(answer.text.split(separator: "\n").contains { $0.contains("grow") && $0.contains("✓ ✓") })
        #expect(answer.text.contains("shrink (fail, stages 1, 2)"))
        #expect(small.builds.isEmpty)
    }

    @Test func `a refactor that changes behaviour fails its claim`() async throws {
        try small.edit("patches/0003-halve-the-value.patch") {
            $0.replacing("Feature: halved-value", with: "Claim: same-behaviour")
        }
        let answer = try await small.patchbench("test", "2..3")
        #expect(answer.status == 1)
        #expect(answer.text.contains("same-behaviour (fail, stage 3): differs from stage 2"))
    }

    @Test func `a failing test is shown with its message, and the status is 1`() async throws {
        try small.edit("patches/0001-lower-the-value.patch") { $0.replacing("+8\n", with: "+9\n") }
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("-8\n", with: "-9\n") }
        let answer = try await small.patchbench("test")
        #expect(answer.status == 1)
        #expect(answer.text.contains("  witness (fail, stages 1, 2): still high\n    log: "))
        #expect(answer.text.contains("logs/test-1.out"))
    }

    @Test func `bench measures every stage once a round, and a seed repeats the order`() async throws {
        let answer = try await small.patchbench("bench", "--json", "--rounds", "3", "--seed", "5")
        #expect(answer.status == 0)
        let report = try document(answer)
        let metrics = try #require(report["metrics"] as? [[String: Any]])
        #expect(metrics.count == 8)
        let allocs = metrics.filter { $0["metric"] as? String == "alloc" }
        #expect(allocs.map { $0["stage"] as? Int } == [0, 1, 2, 3])
        #expect(allocs.map { $0["median"] as? Double } == [10, 8, 8, 4])
        #expect(allocs.allSatisfy { ($0["samples"] as? [Double])?.count == 3 })
        #expect(allocs.allSatisfy { ($0["parameters"] as? [String: Int]) == ["size": 32] })
        #expect(allocs.allSatisfy { $0["unit"] as? String == "cycles" && $0["better"] as? String == "less" })
        #expect(report["seed"] as? Int == 5)
    }

    @Test func `run builds, tests, measures and ends with the table`() async throws {
        let answer = try await small.patchbench("run", "--rounds", "1", "--seed", "1")
        #expect(answer.status == 0)
        #expect(answer.text.contains("alloc, cycles (less is better)"))
        #expect(answer.text.contains("  0 base            10.0\n"))
        #expect(answer.text.contains("--seed 1"))
        #expect(answer.text.contains("cpus 1"))
        #expect(!answer.text.contains("\u{1B}"))
        let report = try await document(small.patchbench("run", "--json", "--rounds", "1"))
        #expect((report["metrics"] as? [Any])?.count == 8)
        #expect((report["tests"] as? [Any])?.count == 9)
        #expect(small.builds.count == 4)
    }

    @Test func `a stage that does not build is shown and the others go on`() async throws {
        try small.edit("base/build.sh") { "grep -q because notes/why.txt 2>/dev/null && echo no luck && exit 3\n" + $0 }
        let answer = try await small.patchbench("build")
        #expect(answer.status == 1)
        #expect(small.builds == ["0", "1"])
        #expect(answer.errors.contains("stage 2 does not build: `sh build.sh`: exit status 3"))
        #expect(answer.errors.contains("| no luck"))
        #expect(answer.errors.contains("logs/build-2.log"))
        #expect(answer.errors.contains("likewise stage 3"))
    }

    @Test func `a stage that does not build is tried once in a run`() async throws {
        try small.edit("base/build.sh") { "echo try >> \"$BUILDS\"; test $PATCHBENCH_STAGE != 2 || exit 1\n" + $0 }
        let answer = try await small.patchbench("run", "--rounds", "1")
        #expect(answer.status == 1)
        #expect(small.builds.count { $0 == "try" } == 4)
        #expect(answer.text.contains("2 0002-say-why: does not build"))
        #expect(answer.text.contains("  2 0002-say-why"))
        #expect(answer.text.contains("  3 halved-value"))
    }

    @Test func `every run of a benchmark has new copies of the kept files`() async throws {
        let small = try SmallSeries()
        try small.edit("base/run.sh") {
            $0.replacing(
                "bench)\n", with: "bench)\n    [ -e left ] && exit 1; touch left; echo run >> \"$BUILDS.runs\"\n")
        }
        try await small.patchbench("bench", "0", "--rounds", "3").expectSuccess()
        let kept = try #require(
            FileManager.default.enumerator(atPath: small.folder.file(".patchbench/builds").path)?.allObjects
                as? [String])
        #expect(kept.contains { $0.hasSuffix("out/run") } && !kept.contains { $0.hasSuffix("left") })
        #expect(!FileManager.default.fileExists(atPath: small.folder.file(".patchbench/small/sample").path))
        #expect(try small.folder.text(of: "builds.runs").split(separator: "\n").count == 3)
    }

    @Test func `without files to keep, tests and benchmarks run in the work tree at the stage`() async throws {
        try small.edit("patchbench.yaml") { $0.replacing("    keep: [out/run, out/value.txt]\n", with: "") }
        let answer = try await small.patchbench("run", "--json", "--rounds", "2")
        #expect(answer.status == 0)
        let metrics = try #require(try document(answer)["metrics"] as? [[String: Any]])
        let allocs = metrics.filter { $0["metric"] as? String == "alloc" }
        #expect(allocs.map { $0["median"] as? Double } == [10, 8, 8, 4])
    }

    @Test func `interrupted, it stops its children, keeps what it measured and says so`() throws {
        // The thread is kept: a task that sleeps would wait for all the tests that block one.
        try small.edit("base/run.sh") {
            $0.replacing("bench)\n", with: "bench)\n    echo $$ > \"$BUILDS.pid\"; sleep 1\n")
        }
        let output = small.folder.file("output")
        try small.folder.write("", to: "output")
        let process = try small.start(["bench", "--rounds", "50"], output: FileHandle(forWritingTo: output))
        while !small.folder.exists("builds.pid") { Thread.sleep(forTimeInterval: 0.02) }
        // The second run of a benchmark is under way when its process is another one.
        let first = try small.folder.text(of: "builds.pid")
        while try small.folder.text(of: "builds.pid") == first { Thread.sleep(forTimeInterval: 0.02) }
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let text = try small.folder.text(of: "output")
        #expect(text.contains("of 50 rounds; the table shows what was measured"))
        #expect(text.contains("alloc, cycles"))
    }
}
