import Foundation
import PatchbenchTestSupport
import Testing

/// The benchmark prints the number of the build, and writes down how much room the environment takes.
@Suite struct RebuildsTests {
    private let small: SmallSeries

    init() throws {
        small = try SmallSeries()
        try small.edit("base/build.sh") { $0 + "echo \"$PATCHBENCH_BUILD\" > out/copy\n" }
        try small.edit("patchbench.yaml") { $0.replacing("out/value.txt", with: "out/value.txt, out/copy") }
        try small.edit("base/run.sh") {
            $0.replacing("\"value\":'$value'", with: "\"value\":'$(cat out/copy)'")
                .replacing(
                    "bench)\n",
                    with: "bench)\n    echo \"$PATCHBENCH_BUILD ${#PATCHBENCH_PADDING}\" >> \"$BUILDS.runs\"\n")
        }
    }

    private func allocs(_ words: String...) async throws -> [[Double]] {
        let answer = try await small.patchbench(words + ["--json"]).expectSuccess()
        let document = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
        return try #require(document?["metrics"] as? [[String: Any]]).filter { $0["metric"] as? String == "alloc" }
            .compactMap { $0["samples"] as? [Double] }
    }

    private var runs: [String] {
        get throws { try small.folder.text(of: "builds.runs").split(separator: "\n").map(String.init) }
    }

    @Test func `rounds go through the builds of a stage in turn, each in its own room`() async throws {
        #expect(
            try await allocs("bench", "0..1", "--rebuilds", "3", "--rounds", "6") == [
                [2, 3, 1, 2, 3, 1], [2, 3, 1, 2, 3, 1],
            ])
        #expect(small.builds == ["0", "0", "0", "1", "1", "1"])
        #expect(try runs.count == 12)
        // Both stages of a round have the same room, and rounds differ.
        #expect(Set(try runs).count == 6)
        #expect(try await allocs("bench", "0..1", "--rebuilds", "2", "--rounds", "2") == [[2, 1], [2, 1]])
        #expect(small.builds.count == 6)
    }

    @Test func `with one build nothing is varied, and the report says so`() async throws {
        #expect(try await allocs("bench", "0", "--rounds", "2") == [[1, 1]])
        #expect(try runs == ["1 0", "1 0"])
        let measured = try await small.patchbench("bench", "0", "--rounds", "1").text.replacing("\n", with: " ")
        #expect(measured.contains("; one build a stage"))
        #expect(try await small.patchbench("compare", "0", "1", "--rounds", "3").text.contains("; one build a stage"))
    }

    @Test func `compare measures the same build of both stages in a round`() async throws {
        let text = try await small.patchbench("compare", "0", "1", "--rounds", "4", "--rebuilds", "2").expectSuccess()
            .text
        #expect(text.contains("; 2 builds a stage"))
        #expect(text.contains(/alloc\(size=32\) .* cycles +0\.0%/))
        #expect(Set(try runs.map { $0.prefix(1) }) == ["1", "2"])
    }

    /// Both stages print the number of their build.
    @Test func `auto has a build of its own for every round, and tells layout apart`() async throws {
        let text = try await small.patchbench("compare", "0", "1", "--rounds", "4", "--rebuilds", "auto")
            .expectSuccess().text
        #expect(text.replacing("\n", with: " ").contains("; a build of each stage a round"))
        #expect(text.contains(/alloc\(size=32\)\n +3\.50 -> 3\.50 cycles +0\.0%/))
        #expect(text.contains("layout in noise"))
        #expect(try runs.map { $0.prefix(1) }.sorted() == ["1", "1", "2", "2", "3", "3", "4", "4", "5", "5"])
        let answer = try await small.patchbench("bench", "--rebuilds", "auto")
        #expect(answer.status == 2 && answer.errors.contains("give a number here"))
    }

    @Test func `where nothing is kept, the build that a round wants is made again`() async throws {
        try small.edit("patchbench.yaml") {
            $0.replacing(/\ +keep: .*\n/, with: "")
        }
        #expect(try await allocs("bench", "0", "--rebuilds", "2", "--rounds", "3") == [[2, 1, 2]])
    }

    @Test func `the plan says how many builds verdicts rest on, where nobody else does`() async throws {
        try small.edit("patchbench.yaml") { $0.replacing("    build:", with: "    rebuilds: 2\n    build:") }
        let text = try await small.patchbench("compare", "0", "1", "--rounds", "4").expectSuccess().text
        #expect(text.contains("; 2 builds a stage"))
        #expect(
            try await small.patchbench("compare", "0", "1", "--rounds", "3", "--rebuilds", "1").text
                .contains("; one build a stage"))
        // A table of numbers is no verdict.
        #expect(try await allocs("bench", "0", "--rounds", "2") == [[1, 1]])
    }

    @Test func `so many builds are wrong usage`() async throws {
        for count in ["0", "100", "some"] {
            let answer = try await small.patchbench("bench", "0", "--rebuilds", count)
            #expect(answer.status == 2)
            #expect(answer.errors.contains("--rebuilds must be from 1 to 99"))
        }
    }
}
