import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct ReuseTests {
    private func report(_ command: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any])
    }

    @Test func `rounds of earlier runs count where their samples agree, and not where the machine has changed`()
        async throws
    {
        let small = try SmallSeries()
        try small.edit("base/run.sh") { $0.replacing("value=$(", with: "value=$(cat \"$BUILDS.speed\" 2>&-)$(") }
        #expect(try await small.patchbench("bench", "--rounds", "4").status == 0)
        #expect(try await report(small.patchbench("compare", "0", "3", "--json"))["reused"] is NSNull)
        let answer = try await report(small.patchbench("attribute", "--reuse", "--json"))
        let reused = try #require(answer["reused"] as? [[String: Any]])
        #expect(reused.map { $0["run"] as? Int } == [1, 2])
        #expect(reused.map { $0["rounds"] as? Int } == [4, 3])
        #expect(reused.allSatisfy { $0["agrees"] as? Bool == true })
        // Patch 1 has the rounds of the bench and its own three; the comparison did not measure stage 1.
        let effects = try #require(answer["effects"] as? [[String: Any]])
        #expect(effects.map { $0["rounds"] as? Int } == [7, 7, 7, 7, 7, 7])
        try small.folder.write("1", to: "builds.speed")
        let text = try await small.patchbench("compare", "0", "1", "--reuse").text
        #expect(text.contains("not taken over: run 1, which does not agree with the new rounds"))
    }

    @Test func `runs of several builds are not mixed with others`() async throws {
        let small = try SmallSeries()
        #expect(try await small.patchbench("bench", "--rounds", "2", "--rebuilds", "2", "--budget", "0s").status == 0)
        let refused = try await small.patchbench("bench", "--resume")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("its stages were built 2 times; give --rebuilds 2"))
        #expect(try await small.patchbench("bench", "--resume", "--rebuilds", "2").status == 0)
        let answer = try await report(small.patchbench("compare", "0", "3", "--reuse", "--json"))
        #expect((answer["reused"] as? [Any])?.isEmpty == true)
        let both = try await small.patchbench("compare", "0", "3", "--reuse", "--rebuilds", "2")
        #expect(both.status == 2 && both.errors.contains("--reuse takes over rounds of one build of each stage"))
    }

    @Test func `what a plan says of builds is not asked for beside earlier rounds`() async throws {
        let small = try SmallSeries()
        try small.edit("patchbench.yaml") { $0.replacing("    build:", with: "    rebuilds: 2\n    build:") }
        #expect(try await small.patchbench("bench", "0..1", "--rounds", "4").status == 0)
        let answer = try await report(small.patchbench("compare", "0", "1", "--reuse", "--rounds", "4", "--json"))
        #expect(answer["builds"] as? Int == 1)
        #expect((answer["reused"] as? [Any])?.count == 1)
    }
}
