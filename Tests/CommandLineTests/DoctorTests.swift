import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct DoctorTests {
    private func document(_ command: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any])
    }

    @Test func `the top of the series is measured against itself, once built`() async throws {
        let small = try SmallSeries()
        let answer = try await small.patchbench("doctor", "--time", "0.1s", "--json")
        #expect(answer.status == 0)
        let comparison = try #require(try document(answer)["aa"] as? [String: Any])
        let metrics = try #require(comparison["metrics"] as? [[String: Any]])
        #expect(metrics.map { $0["metric"] as? String } == ["alloc", "free"])
        #expect(metrics.allSatisfy { $0["ratio"] as? Double == 1 && $0["verdict"] as? String != "faster" })
        #expect(small.builds == ["3"])
    }

    @Test func `without a plan the machine is measured by a loop of its own`() throws {
        let folder = try TemporaryFolder()
        // The loop is in the tool's own file, which it starts once more.
        func doctor(_ words: String...) throws -> Command {
            try Command.product(["doctor"] + words, in: folder.url)
        }
        let comparison = try #require(try document(doctor("--time", "0.1s", "--json"))["aa"] as? [String: Any])
        let metrics = try #require(comparison["metrics"] as? [[String: Any]])
        #expect(metrics.map { $0["metric"] as? String } == ["cpu", "memory"])
        let quick = try document(doctor("--quick", "--json"))
        #expect(quick["aa"] is NSNull)
        let checks = try #require(quick["checks"] as? [[String: Any]])
        #expect(Set(checks.compactMap { $0["name"] as? String }).isSuperset(of: ["CPUs", "hardware", "load", "disk"]))
        #expect(FileManager.default.subpaths(atPath: folder.url.path) == [])
    }

    @Test func `a tool that is missing is wrong, and so is a bench that fails`() async throws {
        let missing = try SmallSeries(plan: SmallSeries.plan.replacing("sh build.sh", with: "no-such-tool"))
        let answer = try await missing.patchbench("doctor", "--quick")
        #expect(answer.status == 1)
        #expect(answer.text.contains(/wrong +tools +not found: no-such-tool/))
        let failing = try SmallSeries(plan: SmallSeries.plan.replacing("sh out/run bench", with: "exit 3"))
        let failed = try await failing.patchbench("doctor", "--time", "0.1s")
        #expect(failed.status == 1)
        #expect(failed.errors.contains("stage 3"))
    }

    @Test func `a table shows what a minute tells`() async throws {
        let small = try SmallSeries(
            plan: SmallSeries.plan.replacing(
                "bench: sh out/run bench",
                with: "bench: {command: 'date +%N', pattern: '(?<value>[0-9]+)', metric: clock}"))
        let text = try await small.patchbench("doctor", "--time", "0.3s", "--seed", "5").text
        #expect(text.contains(#/metric +varies by +one minute tells +A/A interval +A/A verdict\nclock /#))
        #expect(text.contains("A/A: `date +%N` against itself, "))
        #expect(text.contains("the same was not told apart from itself"))
    }
}
