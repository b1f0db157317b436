import Foundation
import PatchbenchTestSupport
import Testing

/// What stands under a table, and in the JSON document beside it. Every run gives another power of two.
@Suite struct CaveatTests {
    private static let plan = SmallSeries.plan.replacing(
        "bench: sh out/run bench",
        with: #"""
            bench: {command: 'echo x >> "$BUILDS.runs"; echo $((1 << $(wc -l < "$BUILDS.runs") % 11))',
                  pattern: '(?<value>[0-9]+)', metric: power}
            """#)

    private func kinds(_ command: Command) throws -> [String] {
        let document = try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any]
        let caveats = try #require(document?["caveats"] as? [[String: String]])
        #expect(caveats.allSatisfy { $0["message"]?.isEmpty == false })
        return caveats.compactMap { $0["kind"] }
    }

    @Test func `a table and a comparison of few noisy rounds say so`() async throws {
        let small = try SmallSeries(plan: Self.plan)
        #expect(
            try await kinds(small.patchbench("bench", "0..1", "--rounds", "3", "--json")).starts(with: [
                "few-rounds", "noise",
            ]))
        #expect(try await kinds(small.patchbench("compare", "0", "1", "--rounds", "3", "--json")).first == "few-rounds")
        #expect(try await kinds(small.patchbench("compare", "0", "1", "--rounds", "8", "--json")).first == "noise")
        let text = try await small.patchbench("compare", "0", "1", "--rounds", "3").text
        #expect(text.contains("caution, few rounds: 3 rounds make no interval at 95%: 6 do"))
    }

    @Test func `counts need no caution for their rounds`() async throws {
        let answer = try await SmallSeries().patchbench("compare", "0", "1", "--json")
        #expect(try kinds(answer).allSatisfy { ["load", "stolen-time", "governor"].contains($0) })
    }
}
