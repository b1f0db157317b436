import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct WithoutTests {
    private let small: SmallSeries

    init() throws { small = try SmallSeries() }

    private func document(_ command: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any])
    }

    @Test func `build makes the series without the patch, and the stages below are those of the whole series`()
        async throws
    {
        try await small.patchbench("build").expectSuccess()
        let answer = try await small.patchbench("build", "--without", "say-why", "--json")
        #expect(answer.status == 0)
        let builds = try #require(try document(answer)["builds"] as? [[String: Any]])
        #expect(builds.map { "\($0["stage"] ?? "")" } == ["0", "1", "3-2"])
        #expect(builds.map { $0["outcome"] as? String } == ["reused", "reused", "built"])
        #expect(small.builds == ["0", "1", "2", "3", "3-2"])
        let tree = try #require(builds[2]["folder"] as? String)
        #expect(try String(contentsOfFile: tree + "/out/value.txt", encoding: .utf8) == "the value is\n4\ncycles\n")
    }

    @Test func `the flag of a patch that is left out is off, and so its witness fails as before it`() async throws {
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("-8\n", with: "-10\n") }
        try small.edit("base/run.sh") { $0.replacing("bench)\n", with: "bench)\n  echo \"# $PATCHBENCH_FLAGS\" >&2\n") }
        let answer = try await small.patchbench("test", "top", "--without", "1", "--json")
        let tests = try #require(try document(answer)["tests"] as? [[String: Any]])
        #expect(tests.map { $0["expected"] as? Bool } == [false, true])
        #expect(tests.allSatisfy { $0["stage"] as? String == "3-1" })
    }

    @Test func `a patch that another one needs is named with the hunk that binds them, and the status is 1`()
        async throws
    {
        for words in [["build"], ["test", "top"], ["compare", "0", "top"], ["attribute"]] {
            let answer = try await small.patchbench(words + ["--without", "lower-value"])
            #expect(answer.status == 1)
            #expect(
                answer.errors.contains(
                    "patch 1 (lower-value) cannot be left out: patch 3 (halved-value) needs it at value.txt:1, hunk 1"))
        }
        #expect(small.builds.isEmpty)
        #expect(try await small.patchbench("build", "2", "--without", "1").status == 0)
        #expect(try await small.patchbench("build", "--without", "1", "--without", "3").status == 0)
        #expect(small.builds == ["2-1", "0"])
    }

    @Test func `attribute and compare measure the series without the patch`() async throws {
        let answer = try await small.patchbench("attribute", "--without", "2", "--json", "--rounds", "3")
        let effects = try #require(try document(answer)["effects"] as? [[String: Any]])
        let allocs = effects.filter { $0["metric"] as? String == "alloc" }
        #expect(allocs.map { $0["patch"] as? Int } == [1, 3])
        #expect(allocs.map { ($0["stages"] as? [Any])?.map { "\($0)" } } == [["0", "1"], ["1", "3-2"]])
        #expect(allocs.map { $0["before"] as? Double } == [10, 8])
        #expect(allocs.map { $0["after"] as? Double } == [8, 4])
        #expect(allocs.map { $0["ratio"] as? Double } == [0.8, 0.5])
        let text = try await small.patchbench("compare", "base", "top", "--without", "2", "--rounds", "3").text
        #expect(text.contains("stages 0..3-2"))
        #expect(text.contains(/alloc\(size=32\) +10\.0 -> 4\.00 cycles +-60\.0%/))
    }

    @Test func `a run without a patch is in the history under its name, and can be gone on with`() async throws {
        try await small.patchbench("bench", "--without", "2", "--rounds", "1").expectSuccess()
        let run = try #require(
            (try await document(small.patchbench("history", "--json"))["runs"] as? [[String: Any]])?.first)
        #expect((run["stages"] as? [Any])?.map { "\($0)" } == ["0", "1", "3-2"])
        #expect(try await small.patchbench("log", "top").text.contains("it was not measured yet"))
        let log = try await small.patchbench("log", "top", "--without", "2").text
        #expect(log.hasPrefix("stage 3-2 of small: halved-value\n"))
        #expect(log.contains(/alloc\(size=32\) +4\.00 cycles +1/))
        #expect(try await small.patchbench("bench", "--resume", "--without", "2").status == 2)
    }

    @Test func `the work tree comes back to the stage that it held`() async throws {
        try await small.patchbench("goto", "3").expectSuccess()
        try await small.patchbench("build", "top", "--without", "2").expectSuccess()
        #expect(small.folder.exists(".patchbench/small/work/notes/why.txt"))
        #expect(try await small.patchbench("pop").status == 0)
        #expect(try await small.patchbench("build", "--without", "base").status == 2)
    }
}
